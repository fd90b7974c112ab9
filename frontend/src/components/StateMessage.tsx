import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface Props {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** 1 where this is all that the page has to say. */
  level?: 1 | 2;
  role?: "alert" | "status";
}

/** One calm picture, one sentence, one way on: for what is empty, missing, refused or broken. */
export function StateMessage({ icon: Icon, title, children, action, level = 2, role }: Props) {
  return (
    <Box role={role} sx={{ textAlign: "center", py: { xs: 6, sm: 9 }, px: 2, maxWidth: 460, mx: "auto" }}>
      <Box
        aria-hidden
        sx={{
          width: 72,
          height: 72,
          mx: "auto",
          mb: 2.5,
          borderRadius: "50%",
          display: "grid",
          placeItems: "center",
          bgcolor: "brandSoft.main",
          color: "brandSoft.contrastText",
        }}
      >
        <Icon size={32} strokeWidth={1.75} />
      </Box>
      <Typography variant="h3" component={`h${level}`} sx={{ mb: 1, fontSize: "1.25rem" }}>
        {title}
      </Typography>
      {children && <Typography sx={{ color: "text.secondary" }}>{children}</Typography>}
      {action && <Box sx={{ mt: 3 }}>{action}</Box>}
    </Box>
  );
}
