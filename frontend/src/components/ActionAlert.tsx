import Alert, { type AlertColor } from "@mui/material/Alert";
import AlertTitle from "@mui/material/AlertTitle";
import Box from "@mui/material/Box";
import type { ReactNode } from "react";

interface Props {
  severity: AlertColor;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

/** Something to know, why, and the one thing to do about it; the button below the words, where a phone has room. */
export function ActionAlert({ severity, title, children, action }: Props) {
  return (
    <Alert severity={severity} role="status">
      <AlertTitle sx={{ fontWeight: 650 }}>{title}</AlertTitle>
      {children}
      {action && <Box sx={{ mt: 1.5, display: "flex", flexWrap: "wrap", gap: 1 }}>{action}</Box>}
    </Alert>
  );
}
