import Box from "@mui/material/Box";
import type { BasketLine } from "@/lib/basket";
import { formatMoney, totalOf } from "@/lib/money";

interface Props {
  label: string;
  lines: readonly BasketLine[];
  isWhole?: boolean;
}

/** Sums by currency: baskets of several countries do not add up to one figure. */
export function totalWords(lines: readonly BasketLine[]): string {
  const currencies = [...new Set(lines.map(({ price }) => price.currency))];
  return currencies
    .map((currency) =>
      formatMoney(
        totalOf(
          lines.filter(({ price }) => price.currency === currency),
          currency,
        ),
      ),
    )
    .join(" + ");
}

export function TotalLine({ label, lines, isWhole = false }: Props) {
  return (
    <Box
      sx={{
        display: "flex",
        justifyContent: "space-between",
        gap: 2,
        pt: 2,
        fontWeight: isWhole ? 700 : 600,
        fontSize: isWhole ? "1.125rem" : "1rem",
        fontVariantNumeric: "tabular-nums",
      }}
    >
      <span>{label}</span>
      <span>{totalWords(lines)}</span>
    </Box>
  );
}
