import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";

interface Props {
  title?: string;
  aside?: ReactNode;
  width?: number;
  children: ReactNode;
}

/** The frame of a page: one heading, one column, the same margins everywhere. */
export function Page({ title, aside, width = 1200, children }: Props) {
  return (
    <Box sx={{ maxWidth: width, mx: "auto", px: { xs: 2, sm: 3 }, py: { xs: 3, sm: 5 } }}>
      {title && (
        <Box
          sx={{
            display: "flex",
            alignItems: "center",
            gap: 2,
            flexWrap: "wrap",
            justifyContent: "space-between",
            mb: 3,
          }}
        >
          <Typography variant="h1" sx={{ fontSize: "clamp(1.5rem, 1.3rem + 1vw, 2rem)" }}>
            {title}
          </Typography>
          {aside}
        </Box>
      )}
      {children}
    </Box>
  );
}
