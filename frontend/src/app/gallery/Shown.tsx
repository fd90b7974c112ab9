import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";

/** One component in one state, and what it is called. */
export function Shown({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box sx={{ py: 2, borderTop: 1, borderColor: "divider", "&:first-of-type": { borderTop: 0 } }}>
      <Typography component="h3" variant="body2" sx={{ color: "text.secondary", mb: 1 }}>
        {name}
      </Typography>
      <Box sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 2 }}>{children}</Box>
    </Box>
  );
}
