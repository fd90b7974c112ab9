import Box from "@mui/material/Box";
import { said } from "@/lib/language/said";
import { statusTone } from "./statusTone";

export function StatusChip({ status, label }: { status: string; label: string }) {
  const { background, colour, icon: Icon } = statusTone(status);
  return (
    <Box
      component="span"
      sx={{
        display: "inline-flex",
        alignItems: "center",
        gap: 0.75,
        px: 1.25,
        py: 0.375,
        borderRadius: 99,
        bgcolor: background,
        color: colour,
        fontSize: "0.8125rem",
        fontWeight: 600,
        whiteSpace: "nowrap",
      }}
    >
      <Icon size={15} aria-hidden />
      {said(label)}
    </Box>
  );
}
