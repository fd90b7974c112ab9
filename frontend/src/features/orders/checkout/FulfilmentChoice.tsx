import Box from "@mui/material/Box";
import { Bike, type LucideIcon, Store } from "lucide-react";
import { t } from "@/lib/language/catalogue";

type Way = "pickup" | "delivery";

const WAYS = (): Record<Way, { title: string; hint: string; icon: LucideIcon }> => ({
  pickup: { title: t("Pick up"), hint: t("You collect it at the shop"), icon: Store },
  delivery: { title: t("Delivery"), hint: t("The shop brings it to you"), icon: Bike },
});

interface Props {
  /** Of the radio buttons: one group for each vendor. */
  name: string;
  label: string;
  options: Way[];
  value: Way;
  onChange: (way: Way) => void;
}

export function FulfilmentChoice({ name, label, options, value, onChange }: Props) {
  return (
    <Box
      role="radiogroup"
      aria-label={label}
      sx={{ display: "grid", gap: 1.5, gridTemplateColumns: { sm: `repeat(${options.length}, 1fr)` } }}
    >
      {options.map((way) => {
        const { title, hint, icon: Icon } = WAYS()[way];
        const chosen = way === value;
        return (
          <Box
            component="label"
            key={way}
            sx={{
              position: "relative",
              display: "flex",
              gap: 1.5,
              alignItems: "center",
              p: 2,
              borderRadius: 3,
              border: 2,
              cursor: "pointer",
              borderColor: chosen ? "primary.main" : "divider",
              bgcolor: chosen ? "brandSoft.main" : "transparent",
              color: chosen ? "brandSoft.contrastText" : "text.primary",
              "&:has(:focus-visible)": {
                outline: "3px solid var(--mui-palette-primary-main)",
                outlineOffset: 2,
              },
            }}
          >
            <Box
              component="input"
              type="radio"
              name={name}
              value={way}
              checked={chosen}
              onChange={() => onChange(way)}
              sx={{ position: "absolute", opacity: 0, inset: 0, m: 0, cursor: "pointer" }}
            />
            <Icon size={24} aria-hidden />
            <span>
              <Box component="span" sx={{ display: "block", fontWeight: 650 }}>
                {title}
              </Box>
              <Box component="span" sx={{ fontSize: "0.875rem" }}>
                {hint}
              </Box>
            </span>
          </Box>
        );
      })}
    </Box>
  );
}
