import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";

/** One figure of a description list, with what it counts. */
export function Figure({ name, children }: { name: string; children: string }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography component="dt" variant="body2" sx={{ color: "text.secondary" }}>
        {name}
      </Typography>
      <Typography
        component="dd"
        sx={{
          m: 0,
          fontWeight: 700,
          fontSize: "1.25rem",
          fontVariantNumeric: "tabular-nums",
          lineHeight: 1.3,
        }}
      >
        {children}
      </Typography>
    </Box>
  );
}
