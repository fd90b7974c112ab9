import Box from "@mui/material/Box";
import type { ReactNode } from "react";

/** On a phone the chips run off the edge and are pulled with the thumb; the page itself never scrolls sideways. */
export function ScrollRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box
      role="group"
      aria-label={label}
      sx={{
        display: "flex",
        gap: 1,
        flexWrap: { xs: "nowrap", md: "wrap" },
        overflowX: { xs: "auto", md: "visible" },
        scrollbarWidth: "none",
        mx: { xs: -2, md: 0 },
        px: { xs: 2, md: 0 },
        py: 0.5,
      }}
    >
      {children}
    </Box>
  );
}
