import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import Typography from "@mui/material/Typography";
import { ChevronRight, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Tag } from "@/components/Tag";

interface Props {
  icon: LucideIcon;
  title: string;
  note?: string;
  onChoose: () => void;
  children: ReactNode;
}

export function FactorChoice({ icon: Icon, title, note, onChoose, children }: Props) {
  return (
    <ButtonBase
      onClick={onChoose}
      sx={{
        display: "flex",
        gap: 2,
        p: 2,
        textAlign: "left",
        border: 1,
        borderColor: "divider",
        borderRadius: 4,
        bgcolor: "background.paper",
        "&:hover": { borderColor: "primary.main" },
      }}
    >
      <Box aria-hidden sx={{ color: "primary.main", display: "flex" }}>
        <Icon size={28} strokeWidth={1.75} />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography component="span" sx={{ fontWeight: 650, display: "block" }}>
          {title} {note && <Tag tone="brandSoft">{note}</Tag>}
        </Typography>
        <Typography component="span" variant="body2" sx={{ color: "text.secondary", display: "block" }}>
          {children}
        </Typography>
      </Box>
      <Box aria-hidden sx={{ color: "text.secondary", display: "flex" }}>
        <ChevronRight size={20} />
      </Box>
    </ButtonBase>
  );
}
