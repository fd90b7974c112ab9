import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";

interface Props {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
}

/** One line of a list of settings or things: what it is, how it stands, what can be done. */
export function SettingRow({ title, children, action, icon }: Props) {
  return (
    <Box
      component="li"
      sx={{
        py: 1.5,
        display: "flex",
        flexWrap: "wrap",
        columnGap: 1.5,
        rowGap: 0.5,
        alignItems: "center",
        "&:first-of-type": { pt: 0 },
        "&:last-of-type": { pb: 0 },
        "& + &": { borderTop: 1, borderColor: "divider" },
      }}
    >
      {icon && (
        <Box aria-hidden sx={{ color: "text.secondary", display: "flex", alignSelf: "flex-start", pt: 0.25 }}>
          {icon}
        </Box>
      )}
      <Box sx={{ flex: "1 1 160px", minWidth: 0, overflowWrap: "anywhere" }}>
        <Typography component="div" sx={{ fontWeight: 650 }}>
          {title}
        </Typography>
        {children && (
          <Typography variant="body2" component="div" sx={{ color: "text.secondary" }}>
            {children}
          </Typography>
        )}
      </Box>
      {action && <Box sx={{ display: "flex", flexWrap: "wrap", ml: "auto", mr: -1 }}>{action}</Box>}
    </Box>
  );
}

export function SettingList({ children }: { children: ReactNode }) {
  return (
    <Box component="ul" sx={{ listStyle: "none", p: 0, m: 0 }}>
      {children}
    </Box>
  );
}
