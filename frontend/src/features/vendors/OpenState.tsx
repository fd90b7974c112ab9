import Box from "@mui/material/Box";

export function OpenState({ open }: { open: boolean }) {
  return (
    <Box
      component="span"
      sx={{ fontWeight: 600, fontSize: "0.875rem", color: open ? "primary.main" : "text.secondary" }}
    >
      {open ? "Open now" : "Closed"}
    </Box>
  );
}
