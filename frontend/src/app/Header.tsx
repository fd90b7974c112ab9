import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { LayoutDashboard, ShoppingBag } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { Link, NavLink, useLocation } from "react-router";
import { useMe } from "@/api/me";
import { t } from "@/lib/language/catalogue";
import { AccountButton } from "./AccountButton";
import { BasketLink } from "./BasketLink";
import { Logo } from "./Logo";
import { SchemeToggle } from "./SchemeToggle";

// Only for whoever is signed in, with its socket: a first visit does not wait for it.
const NotificationBell = lazy(async () => ({
  default: (await import("@/features/notifications/NotificationBell")).NotificationBell,
}));

export function Header() {
  const { data: me, isPending } = useMe();
  const { pathname } = useLocation();
  const next =
    pathname.startsWith("/sign-") || pathname === "/" ? "" : `?next=${encodeURIComponent(pathname)}`;
  return (
    <Box
      component="header"
      sx={{
        position: "sticky",
        top: 0,
        zIndex: 1100,
        bgcolor: "color-mix(in srgb, var(--mui-palette-background-paper) 88%, transparent)",
        backdropFilter: "blur(12px)",
        borderBottom: 1,
        borderColor: "divider",
      }}
    >
      <Box
        sx={{
          maxWidth: 1440,
          mx: "auto",
          px: { xs: 2, sm: 3 },
          minHeight: 64,
          display: "flex",
          alignItems: "center",
          gap: { xs: 0.5, sm: 1 },
          // A vendor with a basket has six buttons here
          "@media (max-width: 359.95px)": { px: 1, gap: 0 },
        }}
      >
        <Logo />
        <Box
          component="nav"
          aria-label={t("Main")}
          sx={{ display: "flex", gap: 0.5, ml: "auto", alignItems: "center" }}
        >
          {me && (
            <NavItem to="/orders" icon={<ShoppingBag size={20} aria-hidden />}>
              {t("My orders")}
            </NavItem>
          )}
          {me && me.memberships.length > 0 && (
            <NavItem to="/dashboard" icon={<LayoutDashboard size={20} aria-hidden />}>
              {t("Dashboard")}
            </NavItem>
          )}
        </Box>
        <BasketLink />
        {me && (
          <Suspense fallback={<Box sx={{ width: 44 }} />}>
            <NotificationBell />
          </Suspense>
        )}
        <SchemeToggle />
        {me && <AccountButton me={me} />}
        {!me && !isPending && (
          <Button component={Link} to={`/sign-in${next}`} variant="contained">
            {t("Sign in")}
          </Button>
        )}
      </Box>
    </Box>
  );
}

/** Words where there is room, the icon with its name for a screen reader where there is not. */
function NavItem({ to, icon, children }: { to: string; icon: ReactNode; children: string }) {
  return (
    <Button
      component={NavLink}
      to={to}
      color="inherit"
      aria-label={children}
      sx={{
        minWidth: 44,
        px: { xs: 1, md: 1.75 },
        color: "text.secondary",
        "&.active": { color: "primary.main" },
      }}
    >
      {icon}
      <Box component="span" sx={{ display: { xs: "none", md: "inline" }, ml: 1 }}>
        {children}
      </Box>
    </Button>
  );
}
