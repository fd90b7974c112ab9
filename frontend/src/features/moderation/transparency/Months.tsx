import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import type { Transparency } from "@/api/types";
import { Panel } from "@/components/Panel";
import { inWords } from "./AllTime";

const HEADS = ["Reports", "Pointed at by a rule", "Decisions", "Appeals", "Median time"];

const nameOf = (month: string): string =>
  new Intl.DateTimeFormat(undefined, { month: "short", year: "numeric", timeZone: "UTC" }).format(
    new Date(month),
  );

/** Month by month. It scrolls within its panel, so that the page does not. */
export function Months({ months }: { months: Transparency["months"] }) {
  if (months.length === 0) return null;
  return (
    <Panel title="Month by month">
      <TableContainer tabIndex={0} role="region" aria-label="Figures of each month">
        <Table size="small" aria-label="Month by month">
          <TableHead>
            <TableRow>
              <TableCell>Month</TableCell>
              {HEADS.map((head) => (
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
                <TableCell align="right">{one.reports.toLocaleString()}</TableCell>
                <TableCell align="right">{one.pointed_at.toLocaleString()}</TableCell>
                <TableCell align="right">{one.decisions.toLocaleString()}</TableCell>
                <TableCell align="right">{one.appeals.toLocaleString()}</TableCell>
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
