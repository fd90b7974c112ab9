import Alert from "@mui/material/Alert";
import AlertTitle from "@mui/material/AlertTitle";
import type { ReactNode } from "react";

/** It belongs in front of the reader's eyes, wherever on the page they were. */
const showIt = (element: HTMLElement | null): void => element?.scrollIntoView?.({ block: "nearest" });

interface Props {
  title: string;
  /** `warning` for what may be right and must not be overlooked. */
  severity?: "error" | "warning";
  children: ReactNode;
}

/** For a check that failed. Nothing else on these pages is as loud. */
export function LoudAlert({ title, severity = "error", children }: Props) {
  const ground = severity === "error" ? "error" : "secondary";
  return (
    <Alert
      ref={showIt}
      severity={severity}
      variant="filled"
      role="alert"
      sx={{
        bgcolor: `${ground}.main`,
        color: `${ground}.contrastText`,
        fontSize: "1rem",
        "& .MuiAlert-message": { minWidth: 0, flex: 1, overflowWrap: "anywhere" },
      }}
    >
      <AlertTitle sx={{ fontWeight: 700, fontSize: "1.125rem" }}>{title}</AlertTitle>
      {children}
    </Alert>
  );
}
