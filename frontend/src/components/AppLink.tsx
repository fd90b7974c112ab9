import MuiLink, { type LinkProps } from "@mui/material/Link";
import { Link as RouterLink } from "react-router";

/** A link inside the app, looking like every link. */
export function AppLink({ to, ...props }: Omit<LinkProps, "href"> & { to: string }) {
  return <MuiLink component={RouterLink} to={to} {...props} />;
}
