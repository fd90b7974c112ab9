import Box from "@mui/material/Box";
import { formatMoney } from "@/lib/money";
import { FigureCard } from "./FigureCard";
import { changeOf, type Figures, inWords } from "./words";

/** Every figure of these days. */
export function FigureGrid({ figures }: { figures: Figures }) {
  return (
    <Box
      component="ul"
      aria-label="Figures"
      sx={{
        listStyle: "none",
        p: 0,
        m: 0,
        display: "grid",
        gap: 1.5,
        gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 240px), 1fr))",
      }}
    >
      {figures.revenue?.rows.map(({ value, before }) => (
        <FigureCard
          key={value.currency}
          label={figures.revenue?.rows.length === 1 ? "Revenue" : `Revenue, ${value.currency}`}
          definition={figures.revenue?.definition ?? ""}
          value={formatMoney(value)}
          before={formatMoney(before)}
          change={changeOf("revenue", Number(value.amount), Number(before.amount))}
        />
      ))}
      {figures.figures.map(({ key, label, definition, unit, value, before }) => (
        <FigureCard
          key={key}
          label={label}
          definition={definition}
          value={inWords(value, unit)}
          before={inWords(before, unit)}
          change={changeOf(key, value, before)}
        />
      ))}
    </Box>
  );
}
