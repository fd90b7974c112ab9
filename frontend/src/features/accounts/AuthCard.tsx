import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";

interface Props {
  title: string;
  hint?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}

export function AuthCard({ title, hint, footer, children }: Props) {
  return (
    <Box sx={{ maxWidth: 440, mx: "auto", px: 2, py: { xs: 4, sm: 8 } }}>
      <Card sx={{ p: { xs: 3, sm: 4 } }}>
        <Typography variant="h1" sx={{ fontSize: "1.625rem", mb: hint ? 1 : 3 }}>
          {title}
        </Typography>
        {hint && <Typography sx={{ color: "text.secondary", mb: 3 }}>{hint}</Typography>}
        {children}
      </Card>
      {footer && <Box sx={{ textAlign: "center", mt: 3, color: "text.secondary" }}>{footer}</Box>}
    </Box>
  );
}
