import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import { BadgeCheck, Store } from "lucide-react";
import type { MapPart } from "@/api/types";
import { AppLink } from "@/components/AppLink";
import { t } from "@/lib/language/catalogue";

interface Props {
  point: MapPart["points"][number];
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
}

export function VendorPin({ point, isOpen, onToggle }: Props) {
  const Icon = point.is_verified ? BadgeCheck : Store;
  return (
    <Box
      sx={{ position: "relative", display: "grid", justifyItems: "center" }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onToggle(false);
      }}
    >
      {isOpen && (
        <Box sx={LABEL}>
          <AppLink
            to={`/v/${point.slug}`}
            sx={{ minHeight: 44, display: "inline-flex", alignItems: "center" }}
          >
            {point.name}
          </AppLink>
        </Box>
      )}
      <ButtonBase
        aria-label={point.is_verified ? t("{point}, verified", { point: point.name }) : point.name}
        aria-expanded={isOpen}
        onClick={() => onToggle(!isOpen)}
        sx={{ width: 44, height: 44, borderRadius: "50% 50% 50% 0", color: "primary.main" }}
      >
        <Box sx={DOT}>
          <Icon size={20} aria-hidden />
        </Box>
      </ButtonBase>
    </Box>
  );
}

const DOT = {
  width: 34,
  height: 34,
  borderRadius: "50%",
  display: "grid",
  placeItems: "center",
  bgcolor: "background.paper",
  border: "2px solid currentColor",
  boxShadow: "0 2px 6px rgb(0 0 0 / 30%)",
} as const;

const LABEL = {
  position: "absolute",
  bottom: "100%",
  px: 2,
  maxWidth: 220,
  borderRadius: 3,
  bgcolor: "background.paper",
  border: 1,
  borderColor: "divider",
  boxShadow: "0 6px 20px rgb(0 0 0 / 25%)",
  whiteSpace: "nowrap",
  overflow: "hidden",
  textOverflow: "ellipsis",
  zIndex: 2,
} as const;
