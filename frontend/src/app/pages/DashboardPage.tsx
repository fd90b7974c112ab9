import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Store } from "lucide-react";
import { Link, Navigate } from "react-router";
import { Page } from "@/components/Page";
import { StateMessage } from "@/components/StateMessage";
import { RequireAccount } from "@/features/accounts/RequireAccount";
import { useTitle } from "@/lib/useTitle";

/** One business: straight to its board. Several: which one? None: say so. */
export function DashboardPage() {
  useTitle("Dashboard");
  return (
    <RequireAccount>
      {({ memberships }) => {
        const [only] = memberships;
        if (!only) {
          return (
            <StateMessage
              level={1}
              icon={Store}
              title="You belong to no business yet"
              action={
                <Button component={Link} to="/sell" variant="contained">
                  Open your business
                </Button>
              }
            >
              Open your own in ten minutes, or ask the owner of one to invite you to its team.
            </StateMessage>
          );
        }
        if (memberships.length === 1) return <Navigate to={`/dashboard/${only.vendor.slug}`} replace />;
        return (
          <Page title="Your businesses" width={640}>
            <Box sx={{ display: "grid", gap: 1.5 }}>
              {memberships.map(({ vendor, role }) => (
                <Button
                  key={vendor.slug}
                  component={Link}
                  to={`/dashboard/${vendor.slug}`}
                  variant="outlined"
                  size="large"
                  sx={{ justifyContent: "space-between" }}
                >
                  {vendor.name}
                  <Box component="span" sx={{ color: "text.secondary", fontWeight: 500 }}>
                    {role}
                  </Box>
                </Button>
              ))}
            </Box>
          </Page>
        );
      }}
    </RequireAccount>
  );
}
