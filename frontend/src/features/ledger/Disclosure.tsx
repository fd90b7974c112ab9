import Box from "@mui/material/Box";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** For what only some want to see. The browser's own element: it is found by a search in the page, and by every keyboard. */
export function Disclosure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box component="details" sx={{ mt: 1.5, "&[open] > summary svg": { transform: "rotate(90deg)" } }}>
      <Box
        component="summary"
        sx={{
          minHeight: 44,
          display: "inline-flex",
          alignItems: "center",
          gap: 0.5,
          cursor: "pointer",
          listStyle: "none",
          "&::-webkit-details-marker": { display: "none" },
          color: "primary.main",
          fontWeight: 550,
          borderRadius: 2,
        }}
      >
        <ChevronRight size={18} aria-hidden />
        {title}
      </Box>
      <Box sx={{ display: "grid", gap: 1, pt: 0.5, pb: 1, minWidth: 0 }}>{children}</Box>
    </Box>
  );
}
