import Box from "@mui/material/Box";
import { ChevronDown } from "lucide-react";

interface Props<T extends string> {
  label: string;
  value: T;
  options: readonly (readonly [value: T, text: string])[];
  onChange: (value: T) => void;
}

/** The platform's own picker: light, and the best there is on a phone. */
export function NativeSelect<T extends string>({ label, value, options, onChange }: Props<T>) {
  return (
    <Box sx={{ position: "relative", display: "inline-flex", maxWidth: "100%" }}>
      <Box
        component="select"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value as T)}
        sx={{
          appearance: "none",
          minWidth: 0,
          textOverflow: "ellipsis",
          minHeight: 44,
          pl: 2,
          pr: 5,
          borderRadius: 99,
          border: 1,
          borderColor: "divider",
          bgcolor: value && value !== options[0]?.[0] ? "brandSoft.main" : "background.paper",
          color: value && value !== options[0]?.[0] ? "brandSoft.contrastText" : "text.primary",
          font: "inherit",
          fontSize: "0.9375rem",
          fontWeight: 550,
          cursor: "pointer",
        }}
      >
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </Box>
      <Box
        aria-hidden
        sx={{ position: "absolute", right: 16, top: 13, pointerEvents: "none", color: "text.secondary" }}
      >
        <ChevronDown size={18} />
      </Box>
    </Box>
  );
}
