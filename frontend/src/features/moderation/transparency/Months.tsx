import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import type { Transparency } from "@/api/types";
import { Panel } from "@/components/Panel";
import { locale, t } from "@/lib/language/catalogue";
import { inDigits } from "@/lib/numbers";
import { inWords } from "./AllTime";

const HEADS = () => [t("Reports"), t("Pointed at by a rule"), t("Decisions"), t("Appeals"), t("Median time")];

const nameOf = (month: string): string =>
  new Intl.DateTimeFormat(locale(), { month: "short", year: "numeric", timeZone: "UTC" }).format(
    new Date(month),
  );

/** Month by month. It scrolls within its panel, so that the page does not. */
export function Months({ months }: { months: Transparency["months"] }) {
  if (months.length === 0) return null;
  return (
    <Panel title={t("Month by month")}>
      <TableContainer tabIndex={0} role="region" aria-label={t("Figures of each month")}>
        <Table size="small" aria-label={t("Month by month")}>
          <TableHead>
            <TableRow>
              <TableCell>{t("Month")}</TableCell>
              {HEADS().map((head) => (
                <TableCell key={head} align="right">
                  {head}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody sx={{ fontVariantNumeric: "tabular-nums" }}>
            {months.map((one) => (
              <TableRow key={one.month}>
                <TableCell component="th" scope="row" sx={{ whiteSpace: "nowrap" }}>
                  {nameOf(one.month)}
                </TableCell>
                <TableCell align="right">{inDigits(one.reports)}</TableCell>
                <TableCell align="right">{inDigits(one.pointed_at)}</TableCell>
                <TableCell align="right">{inDigits(one.decisions)}</TableCell>
                <TableCell align="right">{inDigits(one.appeals)}</TableCell>
                <TableCell align="right" sx={{ whiteSpace: "nowrap" }}>
                  {inWords(one.median_minutes_to_decide)}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Panel>
  );
}
