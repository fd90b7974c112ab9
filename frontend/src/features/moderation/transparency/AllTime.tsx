import Box from "@mui/material/Box";
import type { Transparency } from "@/api/types";
import { Figure } from "@/components/Figure";
import { Panel } from "@/components/Panel";
import { plural, t } from "@/lib/language/catalogue";
import { inDigits } from "@/lib/numbers";

const sum = (rows: { count: number }[]): number => rows.reduce((total, { count }) => total + count, 0);

/** Minutes as people say them. */
export function inWords(minutes: number | null | undefined): string {
  if (minutes === null || minutes === undefined) return "–";
  if (minutes < 90) return t("{minutes} min", { minutes });
  return minutes < 60 * 48
    ? t("{hours} h", { hours: Math.round(minutes / 60) })
    : plural("{count} day", "{count} days", Math.round(minutes / 1440));
}

/** The sums since the beginning, and how quick it goes now. */
export function AllTime({ figures }: { figures: Transparency }) {
  const newest = figures.months.find((month) => month.median_minutes_to_decide !== null);
  const { received, reversed } = figures.appeals;
  return (
    <Panel title={t("Since the beginning")}>
      <Box
        component="dl"
        sx={{ m: 0, display: "grid", gap: 2.5, gridTemplateColumns: { xs: "1fr 1fr", md: "repeat(3, 1fr)" } }}
      >
        <Figure name={t("Reports by readers")}>{inDigits(sum(figures.reports))}</Figure>
        <Figure name={t("Decisions by people")}>{inDigits(sum(figures.decisions))}</Figure>
        <Figure name={t("Decisions by programs")}>{inDigits(figures.automated_decisions)}</Figure>
        <Figure name={t("Appeals")}>{inDigits(received)}</Figure>
        <Figure name={t("Of these taken back")}>{inDigits(reversed)}</Figure>
        <Figure name={t("Median time to decide")}>{inWords(newest?.median_minutes_to_decide)}</Figure>
      </Box>
    </Panel>
  );
}
