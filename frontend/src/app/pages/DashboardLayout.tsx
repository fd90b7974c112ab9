import Box from "@mui/material/Box";
import Tab from "@mui/material/Tab";
import Tabs from "@mui/material/Tabs";
import Typography from "@mui/material/Typography";
import { Lock } from "lucide-react";
import { Link, Navigate, Outlet, useLocation, useParams } from "react-router";
import { mayManage } from "@/api/roles";
import type { Role } from "@/api/types";
import { StateMessage } from "@/components/StateMessage";
import { RequireAccount } from "@/features/accounts/RequireAccount";
import { isSetUpDue, lacksSecondFactor, SET_UP_PATH } from "@/features/accounts/secondFactor/due";
import { SecondFactorBanner } from "@/features/accounts/secondFactor/SecondFactorBanner";
import { SendLeftMoves } from "@/features/orders/board/SendLeftMoves";
import { Jump } from "../Jump";

const SECTIONS = [
  ["", "Orders"],
  ["/figures", "Figures"],
  ["/items", "Items"],
  ["/reviews", "Reviews"],
  ["/verification", "Verification"],
  ["/team", "Team"],
] as const;

/** For those who run the business, not for those who work the counter. */
const OFFICE_SECTIONS = [
  ["/settings", "Settings"],
  ["/keys", "API keys"],
  ["/webhooks", "Webhooks"],
] as const;

const sectionsFor = (role: Role) => (mayManage(role) ? [...SECTIONS, ...OFFICE_SECTIONS] : SECTIONS);

export interface DashboardContext {
  slug: string;
  vendorName: string;
  role: Role;
  ownEmail: string;
  ownId: number;
}

export function DashboardLayout() {
  const { slug = "" } = useParams();
  const base = `/dashboard/${slug}`;
  const { pathname } = useLocation();
  const section = /^\/[^/]+/.exec(pathname.slice(base.length))?.[0] ?? "";
  return (
    <RequireAccount>
      {(me) => {
        const { memberships, email, id } = me;
        const membership = memberships.find((each) => each.vendor.slug === slug);
        if (!membership) {
          return (
            <StateMessage level={1} icon={Lock} title="This is not your dashboard" role="alert">
              You are signed in, but not a member of this business.
            </StateMessage>
          );
        }
        if (isSetUpDue(me))
          return <Navigate to={`${SET_UP_PATH}?next=${encodeURIComponent(pathname)}`} replace />;
        const { vendor, role } = membership;
        const sections = sectionsFor(role);
        return (
          <Box sx={{ maxWidth: 1440, mx: "auto", px: { xs: 2, sm: 3 }, pt: { xs: 2, sm: 3 }, pb: 12 }}>
            <Box sx={{ display: "flex", alignItems: "center", gap: 2 }}>
              <Typography
                variant="h1"
                sx={{ fontSize: "1.5rem", flex: 1, minWidth: 0, overflowWrap: "anywhere" }}
              >
                {vendor.name}
              </Typography>
              <Jump slug={slug} pages={sections.map(([path, title]) => ({ title, path: base + path }))} />
            </Box>
            <Tabs
              value={sections.some(([path]) => path === section) && section}
              variant="scrollable"
              scrollButtons={false}
              aria-label="Dashboard"
              component="nav"
              sx={{ mb: 2.5, mx: { xs: -2, sm: 0 }, px: { xs: 1, sm: 0 } }}
            >
              {sections.map(([path, title]) => (
                <Tab
                  key={path}
                  value={path}
                  label={title}
                  component={Link}
                  to={base + path}
                  aria-current={path === section ? "page" : undefined}
                />
              ))}
            </Tabs>
            <SendLeftMoves slug={slug} personId={id} />
            <Box sx={{ "&:not(:empty)": { mb: 2 } }}>
              <SecondFactorBanner me={me} />
            </Box>
            {!(mayManage(role) && lacksSecondFactor(me)) && (
              <Outlet
                context={
                  {
                    slug,
                    vendorName: vendor.name,
                    role,
                    ownEmail: email,
                    ownId: id,
                  } satisfies DashboardContext
                }
                key={slug}
              />
            )}
          </Box>
        );
      }}
    </RequireAccount>
  );
}
