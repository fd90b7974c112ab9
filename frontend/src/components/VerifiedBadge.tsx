import Box from "@mui/material/Box";
import { BadgeCheck } from "lucide-react";
import { t } from "@/lib/language/catalogue";

interface Props {
  /** Over a picture the badge needs its own ground. */
  solid?: boolean;
}

export function VerifiedBadge({ solid = false }: Props) {
  return (
    <Box
      component="span"
      sx={{
        display: "inline-flex",
        alignItems: "center",
        gap: 0.5,
        px: 1,
        py: 0.25,
        borderRadius: 99,
        fontSize: "0.8125rem",
        fontWeight: 600,
        lineHeight: 1.6,
        bgcolor: solid ? "background.paper" : "brandSoft.main",
        color: solid ? "primary.main" : "brandSoft.contrastText",
        whiteSpace: "nowrap",
      }}
    >
      <BadgeCheck size={16} aria-hidden />
      {t("Verified")}
    </Box>
  );
}
