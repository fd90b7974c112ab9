import Tab from "@mui/material/Tab";
import Tabs from "@mui/material/Tabs";
import { Link, Outlet, useLocation } from "react-router";
import type { Me } from "@/api/types";
import { Page } from "@/components/Page";
import { RequireAccount } from "@/features/accounts/RequireAccount";
import { t } from "@/lib/language/catalogue";

const BASE = "/account";
const SECTIONS = () =>
  [
    ["", t("Profile")],
    ["/addresses", t("Addresses")],
    ["/security", t("Security")],
    ["/notifications", t("Notifications")],
    ["/privacy", t("Privacy")],
    ["/statements", t("Decisions")],
  ] as const;

/** The pages about oneself; each gets who that is from the outlet. */
export function AccountLayout() {
  const section = useLocation()
    .pathname.slice(BASE.length)
    .replace(/\/\d*$/, "");
  return (
    <RequireAccount>
      {(me) => (
        <Page title={t("Your account")} width={760}>
          <Tabs
            value={SECTIONS().some(([path]) => path === section) && section}
            variant="scrollable"
            scrollButtons={false}
            aria-label={t("Your account")}
            component="nav"
            sx={{ mt: -1.5, mb: 2.5, mx: { xs: -2, sm: 0 }, px: { xs: 1, sm: 0 } }}
          >
            {SECTIONS().map(([path, title]) => (
              <Tab
                key={path}
                value={path}
                label={title}
                component={Link}
                to={BASE + path}
                aria-current={path === section ? "page" : undefined}
              />
            ))}
          </Tabs>
          <Outlet context={me satisfies Me} />
        </Page>
      )}
    </RequireAccount>
  );
}
