import Box from "@mui/material/Box";
import { useQuery } from "@tanstack/react-query";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { BadgeChecklist } from "./BadgeChecklist";
import { CheckCard } from "./CheckCard";
import { checksQuery, onboardingQuery } from "./queries";

/** The vendor's own view of its checks: what is missing, what was handed in, what was decided and why. */
export function VerificationView({ slug }: { slug: string }) {
  const onboarding = useQuery(onboardingQuery(slug));
  const checks = useQuery(checksQuery(slug));
  const waiting = checks.data?.results.filter(
    ({ status }) => status === "submitted" || status === "in_review",
  );
  return (
    <QueryView query={onboarding} skeleton={<CardSkeletons count={4} height={140} />}>
      {(found) => (
        <Box sx={{ display: "grid", gap: 2, maxWidth: 760 }}>
          <BadgeChecklist onboarding={found} />
          {found.checks.map((step) => (
            <CheckCard
              key={step.check}
              slug={slug}
              step={step}
              waiting={waiting?.find(({ check }) => check === step.check)}
            />
          ))}
        </Box>
      )}
    </QueryView>
  );
}
