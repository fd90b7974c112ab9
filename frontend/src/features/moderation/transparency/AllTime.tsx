import Box from "@mui/material/Box";
import type { Transparency } from "@/api/types";
import { Figure } from "@/components/Figure";
import { Panel } from "@/components/Panel";

const sum = (rows: { count: number }[]): number => rows.reduce((total, { count }) => total + count, 0);

/** Minutes as people say them. */
export function inWords(minutes: number | null | undefined): string {
  if (minutes === null || minutes === undefined) return "–";
  if (minutes < 90) return `${minutes} min`;
  return minutes < 60 * 48 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}

/** The sums since the beginning, and how quick it goes now. */
export function AllTime({ figures }: { figures: Transparency }) {
  const newest = figures.months.find((month) => month.median_minutes_to_decide !== null);
  const { received, reversed } = figures.appeals;
  return (
    <Panel title="Since the beginning">
      <Box
        component="dl"
        sx={{ m: 0, display: "grid", gap: 2.5, gridTemplateColumns: { xs: "1fr 1fr", md: "repeat(3, 1fr)" } }}
      >
        <Figure name="Reports by readers">{sum(figures.reports).toLocaleString()}</Figure>
        <Figure name="Decisions by people">{sum(figures.decisions).toLocaleString()}</Figure>
        <Figure name="Decisions by programs">{figures.automated_decisions.toLocaleString()}</Figure>
        <Figure name="Appeals">{received.toLocaleString()}</Figure>
        <Figure name="Of these taken back">{reversed.toLocaleString()}</Figure>
        <Figure name="Median time to decide">{inWords(newest?.median_minutes_to_decide)}</Figure>
      </Box>
    </Panel>
  );
}
