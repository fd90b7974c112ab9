import Box from "@mui/material/Box";

export function Footer() {
  return (
    <Box component="footer" sx={{ borderTop: 1, borderColor: "divider", mt: 4 }}>
      <Box
        sx={{
          maxWidth: 1200,
          mx: "auto",
          px: { xs: 2, sm: 3 },
          py: 3,
          color: "text.secondary",
          fontSize: "0.875rem",
        }}
      >
        TrustTrack by ReachHub. Local commerce that nobody has to take on trust.
      </Box>
    </Box>
  );
}
