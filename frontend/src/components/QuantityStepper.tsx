import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import { Minus, Plus } from "lucide-react";
import { t } from "@/lib/language/catalogue";

interface Props {
  name: string;
  quantity: number;
  max?: number;
  onChange: (quantity: number) => void;
}

export function QuantityStepper({ name, quantity, max = 99, onChange }: Props) {
  if (quantity === 0) {
    return (
      <Button
        variant="outlined"
        onClick={() => onChange(1)}
        aria-label={t("Add {name}", { name })}
        startIcon={<Plus size={18} />}
      >
        {t("Add")}
      </Button>
    );
  }
  return (
    <Box
      role="group"
      aria-label={t("Quantity of {name}", { name })}
      sx={{
        display: "inline-flex",
        alignItems: "center",
        borderRadius: 3,
        bgcolor: "brandSoft.main",
        color: "brandSoft.contrastText",
      }}
    >
      <IconButton
        color="inherit"
        aria-label={t("One less {name}", { name })}
        onClick={() => onChange(quantity - 1)}
      >
        <Minus size={18} />
      </IconButton>
      <Box
        component="output"
        aria-live="polite"
        sx={{ minWidth: 24, textAlign: "center", fontWeight: 700, fontVariantNumeric: "tabular-nums" }}
      >
        {quantity}
      </Box>
      <IconButton
        color="inherit"
        aria-label={t("One more {name}", { name })}
        disabled={quantity >= max}
        onClick={() => onChange(quantity + 1)}
      >
        <Plus size={18} />
      </IconButton>
    </Box>
  );
}
