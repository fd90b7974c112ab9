import Typography from "@mui/material/Typography";
import { Lock } from "lucide-react";
import { Navigate, useLocation, useNavigate, useParams } from "react-router";
import { mayManage } from "@/api/roles";
import { Page } from "@/components/Page";
import { StateMessage } from "@/components/StateMessage";
import { RequireAccount } from "@/features/accounts/RequireAccount";
import { lacksSecondFactor, SET_UP_PATH } from "@/features/accounts/secondFactor/due";
import { OnboardingView } from "@/features/vendors/onboarding/OnboardingView";
import { OpeningForm } from "@/features/vendors/onboarding/OpeningForm";
import { isStep } from "@/features/vendors/onboarding/steps";
import { useTitle } from "@/lib/useTitle";

/** A person becomes a vendor in one sitting, or in several: the way goes on where it was left. */
export function SellPage() {
  const { slug, step } = useParams();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  useTitle("Open your business");
  return (
    <RequireAccount>
      {(me) => {
        if (!slug) {
          return (
            <Page title="Open your business" width={640}>
              <Typography sx={{ color: "text.secondary", mt: -2, mb: 3 }}>
                Ten minutes, on this phone. You can stop at any step and go on later.
              </Typography>
              <OpeningForm onOpened={(opened) => void navigate(`/sell/${opened}/place`)} />
            </Page>
          );
        }
        const membership = me.memberships.find((each) => each.vendor.slug === slug);
        if (!membership || !mayManage(membership.role)) {
          return (
            <StateMessage level={1} icon={Lock} title="This is for the owner of the business" role="alert">
              You are signed in, but not as its owner or manager.
            </StateMessage>
          );
        }
        // A business is worth stealing: before anything else is done in its name, its owner's sign-in gets a second factor.
        if (lacksSecondFactor(me)) {
          return <Navigate to={`${SET_UP_PATH}?next=${encodeURIComponent(pathname)}`} replace />;
        }
        return (
          <Page width={760}>
            <OnboardingView slug={slug} step={isStep(step) ? step : undefined} />
          </Page>
        );
      }}
    </RequireAccount>
  );
}
