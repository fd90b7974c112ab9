import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { BadgeCheck, ShieldQuestion } from "lucide-react";
import type { Onboarding } from "@/api/types";
import { Panel } from "@/components/Panel";
import { shortDate } from "@/lib/time";
import { missingChecks } from "./standing";

/** What is missing for the badge, and why: in one look, before the checks themselves. */
export function BadgeChecklist({ onboarding }: { onboarding: Onboarding }) {
  const { is_verified, verified_until, checks } = onboarding;
  const missing = missingChecks(checks);
  return (
    <Panel label="Your badge">
      <Box sx={{ display: "flex", gap: 2, alignItems: "flex-start" }}>
        <Box aria-hidden sx={{ color: is_verified ? "primary.main" : "text.secondary", lineHeight: 0 }}>
          {is_verified ? <BadgeCheck size={40} /> : <ShieldQuestion size={40} />}
        </Box>
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="h3" component="h2">
            {is_verified ? "Your business is verified" : "Your business is not verified yet"}
          </Typography>
          <Typography sx={{ color: "text.secondary" }}>
            {is_verified && verified_until
              ? `Customers see the badge until ${shortDate(verified_until)}, when the first check runs out.`
              : `Customers can order once you have the badge. It comes by itself when nothing is missing:`}
          </Typography>
          {!is_verified && (
            <Box component="ul" aria-label="Missing for the badge" sx={{ mt: 1, mb: 0, pl: 2.5 }}>
              {missing.map(({ check, label, missing: why }) => (
                <Box component="li" key={check} sx={{ overflowWrap: "anywhere" }}>
                  <strong>{label}:</strong> {why}
                </Box>
              ))}
            </Box>
          )}
        </Box>
      </Box>
    </Panel>
  );
}
