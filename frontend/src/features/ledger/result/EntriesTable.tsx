import Box from "@mui/material/Box";
import type { ReactNode } from "react";
import { t } from "@/lib/language/catalogue";
import type { ProvenEntry, Report } from "@/lib/ledger";
import { clockTime, exactTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";
import { kindWords, moveWords } from "./entryWords";
import { failures } from "./rows";
import { exactWindow, windowWords } from "./windowWords";

const COLUMNS = () =>
  [
    t("Entry"),
    t("What"),
    t("Happened, as claimed"),
    t("Recorded"),
    t("Time, by the witnesses"),
    t("Opened"),
  ] as const;

/** Every entry as the proof holds it: a table where there is room, one card each on a phone. */
export function EntriesTable({ report }: { report: Report }) {
  const isAltered = failures(report).some(({ property }) => property === "unaltered");
  return (
    // The roles stay although the phone's layout is no table's.
    <Box
      component="table"
      role="table"
      aria-label={t("Entries")}
      sx={{ width: 1, borderCollapse: "collapse" }}
    >
      <Box component="thead" role="rowgroup" sx={{ display: { xs: "none", md: "table-header-group" } }}>
        <tr>
          {COLUMNS().map((name) => (
            <Box
              component="th"
              role="columnheader"
              key={name}
              sx={{ textAlign: "left", p: 1, color: "text.secondary", fontSize: "0.875rem", fontWeight: 600 }}
            >
              {name}
            </Box>
          ))}
        </tr>
      </Box>
      <Box component="tbody" role="rowgroup" sx={{ display: { xs: "block", md: "table-row-group" } }}>
        {report.entries.map((entry) => (
          <Row key={entry.seq} entry={entry} isAltered={isAltered} />
        ))}
      </Box>
    </Box>
  );
}

function Row({ entry, isAltered }: { entry: ProvenEntry; isAltered: boolean }) {
  const now = useNow();
  const opened = Object.entries(entry.opened);
  return (
    <Box
      component="tr"
      role="row"
      sx={{
        display: { xs: "grid", md: "table-row" },
        gridTemplateColumns: "minmax(0, 1fr)",
        gap: 0.5,
        py: { xs: 2, md: 0 },
        borderTop: 1,
        borderColor: "divider",
      }}
    >
      <Cell name={COLUMNS()[0]}>
        <b>{entry.seq}</b>
      </Cell>
      <Cell name={COLUMNS()[1]}>
        <b>{kindWords(entry, isAltered)}</b>
        <div>{moveWords(entry, isAltered)}</div>
      </Cell>
      <Cell name={COLUMNS()[2]}>{entry.at === null ? "—" : <Clock ms={entry.at} now={now} />}</Cell>
      <Cell name={COLUMNS()[3]}>
        <Clock ms={entry.ts * 1000} now={now} />
      </Cell>
      <Cell name={COLUMNS()[4]}>
        <span title={exactWindow(entry)}>{windowWords(entry, now) ?? t("not yet")}</span>
      </Cell>
      <Cell name={COLUMNS()[5]}>
        {opened.length === 0
          ? "nothing"
          : opened.map(([name, value]) => <div key={name}>{`${name}: ${value || "(empty)"}`}</div>)}
      </Cell>
    </Box>
  );
}

function Cell({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box
      component="td"
      role="cell"
      sx={{
        p: { xs: 0, md: 1 },
        display: { xs: "grid", md: "table-cell" },
        gridTemplateColumns: "110px minmax(0, 1fr)",
        gap: 1,
        verticalAlign: "top",
        fontSize: "0.875rem",
        overflowWrap: { xs: "anywhere", md: "break-word" },
        "&::before": {
          content: { xs: JSON.stringify(name), md: "none" },
          color: "text.secondary",
        },
      }}
    >
      <div>{children}</div>
    </Box>
  );
}

function Clock({ ms, now }: { ms: number; now: number }) {
  const iso = new Date(ms).toISOString();
  return (
    <time dateTime={iso} title={exactTime(iso)}>
      {clockTime(iso, now)}
    </time>
  );
}
