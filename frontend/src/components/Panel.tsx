import Card from "@mui/material/Card";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";

interface Props {
  title?: string;
  /** Its name where it has no heading. */
  label?: string;
  children: ReactNode;
}

/** A card with a heading: one matter each. */
export function Panel({ title, label = title, children }: Props) {
  return (
    <Card component="section" aria-label={label} sx={{ p: { xs: 2, sm: 3 } }}>
      {title && (
        <Typography variant="h3" component="h2" sx={{ mb: 2 }}>
          {title}
        </Typography>
      )}
      {children}
    </Card>
  );
}
