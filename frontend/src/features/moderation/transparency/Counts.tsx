import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Panel } from "@/components/Panel";
import { inDigits } from "@/lib/numbers";

interface Props {
  title: string;
  empty: string;
  rows: { key: string; words: string; count: number }[];
}

/** What was counted, in words, with its number. */
export function Counts({ title, empty, rows }: Props) {
  return (
    <Panel title={title}>
      {rows.length === 0 && <Typography sx={{ color: "text.secondary" }}>{empty}</Typography>}
      <Box component="dl" sx={{ m: 0 }}>
        {rows.map(({ key, words, count }) => (
          <Box
            key={key}
            sx={{
              display: "flex",
              justifyContent: "space-between",
              gap: 2,
              py: 1,
              borderTop: 1,
              borderColor: "divider",
              "&:first-of-type": { borderTop: 0 },
            }}
          >
            <Typography component="dt">{words}</Typography>
            <Typography component="dd" sx={{ m: 0, fontWeight: 650, fontVariantNumeric: "tabular-nums" }}>
              {inDigits(count)}
            </Typography>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
