import Box from "@mui/material/Box";
import { Star } from "lucide-react";
import { t } from "@/lib/language/catalogue";

const WORDS = () => ["", t("Bad"), t("Poor"), t("Fair"), t("Good"), t("Great")];
const AMBER = "var(--mui-palette-secondary-main)";

interface Props {
  value: number;
  error?: string;
  /** Of several on one page each has a name of its own. */
  label?: string;
  name?: string;
  onChange: (rating: number) => void;
}

/** Five radio buttons that look like stars: arrow keys, screen readers and thumbs all work. */
export function StarInput({ value, error, label = t("Your rating"), name = "rating", onChange }: Props) {
  return (
    <Box component="fieldset" sx={{ border: 0, p: 0, m: 0 }}>
      <Box component="legend" sx={{ fontWeight: 600, p: 0, mb: 0.5 }}>
        {label}
      </Box>
      <Box sx={{ display: "flex", alignItems: "center" }}>
        {[1, 2, 3, 4, 5].map((star) => (
          <Box
            component="label"
            key={star}
            sx={{
              width: 44,
              height: 44,
              display: "grid",
              placeItems: "center",
              cursor: "pointer",
              borderRadius: 2,
              position: "relative",
              "&:has(:focus-visible)": { outline: "3px solid var(--mui-palette-primary-main)" },
            }}
          >
            <Box
              component="input"
              type="radio"
              name={name}
              value={star}
              checked={value === star}
              onChange={() => onChange(star)}
              aria-label={t("{star} of 5: {words}", { star, words: WORDS()[star] })}
              sx={{ position: "absolute", inset: 0, opacity: 0, m: 0, cursor: "pointer" }}
            />
            <Star
              size={30}
              aria-hidden
              stroke={star <= value ? AMBER : "var(--mui-palette-text-secondary)"}
              fill={star <= value ? AMBER : "none"}
              strokeWidth={1.5}
            />
          </Box>
        ))}
        <Box component="span" sx={{ ml: 1, color: "text.secondary", fontWeight: 600 }}>
          {WORDS()[value]}
        </Box>
      </Box>
      {error && (
        <Box role="alert" sx={{ color: "error.main", fontSize: "0.8125rem" }}>
          {error}
        </Box>
      )}
    </Box>
  );
}
