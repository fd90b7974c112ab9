import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Typography from "@mui/material/Typography";
import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import type { Change } from "./words";

interface Props {
  label: string;
  definition: string;
  value: string;
  before: string;
  change: Change | null;
}

const COLOURS = { better: "primary.main", worse: "error.main", same: "text.secondary" } as const;

/** One figure, what it was before, and how it is counted: nobody has to guess. */
export function FigureCard({ label, definition, value, before, change }: Props) {
  const Arrow =
    !change || change.tone === "same"
      ? ArrowRight
      : change.words.includes("more")
        ? ArrowUpRight
        : ArrowDownRight;
  return (
    <Card component="li" sx={{ p: 2, display: "flex", flexDirection: "column", gap: 0.5 }}>
      <Typography variant="body2" component="h3" sx={{ color: "text.secondary", fontWeight: 600 }}>
        {label}
      </Typography>
      <Typography
        component="p"
        sx={{ fontSize: "1.75rem", fontWeight: 700, lineHeight: 1.2, fontVariantNumeric: "tabular-nums" }}
      >
        {value}
      </Typography>
      <Box
        sx={{
          display: "flex",
          flexWrap: "wrap",
          alignItems: "center",
          columnGap: 0.75,
          fontSize: "0.875rem",
          color: "text.secondary",
        }}
      >
        Before: {before}
        {change && (
          <Box
            component="span"
            sx={{
              display: "inline-flex",
              alignItems: "center",
              gap: 0.25,
              color: COLOURS[change.tone],
              fontWeight: 600,
            }}
          >
            <Arrow size={15} aria-hidden />
            {change.words}
          </Box>
        )}
      </Box>
      <Typography variant="body2" sx={{ color: "text.secondary", fontSize: "0.8125rem", mt: "auto", pt: 1 }}>
        {definition}
      </Typography>
    </Card>
  );
}
