import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import type { OnboardingStep } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { vendorQuery } from "../queries";
import { HoursForm } from "../settings/HoursForm";
import { ProfileForm } from "../settings/ProfileForm";
import { onboardingQuery } from "../verification/queries";
import { VerificationView } from "../verification/VerificationView";
import { ItemsStep } from "./ItemsStep";
import { PlaceStep } from "./PlaceStep";
import { StepBar } from "./StepBar";
import { following, preceding, SCREENS } from "./steps";

interface Props {
  slug: string;
  /** None: wherever something is missing. */
  step?: OnboardingStep;
}

/** The way from a name to a verified business, one screen at a time. What is done is kept by the server as it is done. */
export function OnboardingView({ slug, step }: Props) {
  const query = useQuery(onboardingQuery(slug));
  const vendor = useQuery(vendorQuery(slug));
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const hrefOf = (next: OnboardingStep): string => `/sell/${slug}/${next}`;
  const refresh = () => queryClient.invalidateQueries({ queryKey: onboardingQuery(slug).queryKey });
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={2} height={200} />}>
      {({ steps, next_step }) => {
        const current = step ?? next_step ?? "checks";
        const screen = SCREENS.find((each) => each.step === current);
        const found = steps.find((each) => each.step === current);
        const [before, after] = [preceding(current), following(current)];
        const goOn = async (): Promise<void> => {
          await refresh();
          if (after) await navigate(hrefOf(after));
        };
        return (
          <Box sx={{ display: "grid", gap: 3 }}>
            <StepBar current={current} steps={steps} hrefOf={hrefOf} />
            <Box>
              <Typography variant="h1" sx={{ fontSize: "1.5rem" }}>
                {screen?.title}
              </Typography>
              <Typography sx={{ color: "text.secondary" }}>{screen?.hint}</Typography>
            </Box>
            <QueryView query={vendor} skeleton={<CardSkeletons count={1} height={280} />}>
              {(profile) => (
                <>
                  {current === "profile" && <ProfileForm vendor={profile} onSaved={() => void refresh()} />}
                  {current === "place" && <PlaceStep vendor={profile} onDone={() => void goOn()} />}
                  {current === "hours" && (
                    <HoursForm vendor={profile} save="Save and continue" onSaved={() => void goOn()} />
                  )}
                  {current === "items" && <ItemsStep vendor={profile} onChanged={() => void refresh()} />}
                  {current === "checks" && <VerificationView slug={slug} />}
                </>
              )}
            </QueryView>
            <Box sx={{ display: "flex", gap: 1, justifyContent: "space-between", flexWrap: "wrap" }}>
              {before ? (
                <Button component={Link} to={hrefOf(before)}>
                  Back
                </Button>
              ) : (
                <span />
              )}
              {after ? (
                <Button component={Link} to={hrefOf(after)} variant={found?.is_done ? "contained" : "text"}>
                  {found?.is_done ? "Continue" : "Skip for now"}
                </Button>
              ) : (
                <Button component={Link} to={`/dashboard/${slug}`} variant="outlined">
                  Go to your dashboard
                </Button>
              )}
            </Box>
            {found?.missing && current !== "checks" && (
              <Typography variant="body2" sx={{ color: "text.secondary" }}>
                Still missing here: {found.missing}
              </Typography>
            )}
          </Box>
        );
      }}
    </QueryView>
  );
}
