import ButtonBase from "@mui/material/ButtonBase";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface Props {
  pressed: boolean;
  onChange: (pressed: boolean) => void;
  icon?: LucideIcon;
  children: ReactNode;
}

export function ToggleChip({ pressed, onChange, icon: Icon, children }: Props) {
  return (
    <ButtonBase
      aria-pressed={pressed}
      onClick={() => onChange(!pressed)}
      sx={{
        minHeight: 44,
        px: 2,
        gap: 1,
        flexShrink: 0,
        borderRadius: 99,
        border: 1,
        borderColor: pressed ? "primary.main" : "divider",
        bgcolor: pressed ? "brandSoft.main" : "background.paper",
        color: pressed ? "brandSoft.contrastText" : "text.primary",
        fontSize: "0.9375rem",
        fontWeight: 550,
        whiteSpace: "nowrap",
        transition: "background-color 150ms, border-color 150ms",
        "&:hover": { borderColor: "primary.main" },
      }}
    >
      {Icon && <Icon size={18} aria-hidden />}
      {children}
    </ButtonBase>
  );
}
