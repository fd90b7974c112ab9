import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Check } from "lucide-react";
import { Link } from "react-router";
import type { Onboarding, OnboardingStep } from "@/api/types";
import { SCREENS } from "./steps";

interface Props {
  current: OnboardingStep;
  steps: Onboarding["steps"];
  hrefOf: (step: OnboardingStep) => string;
}

/** Where one is on the way: each step can be gone back to, or ahead. */
export function StepBar({ current, steps, hrefOf }: Props) {
  return (
    <Box component="nav" aria-label="Steps">
      <Box component="ol" sx={{ listStyle: "none", p: 0, m: 0, display: "flex", gap: 0.5 }}>
        {SCREENS.map(({ step }, index) => {
          const found = steps.find((each) => each.step === step);
          const isCurrent = step === current;
          return (
            <Box component="li" key={step} sx={{ flex: 1, minWidth: 0 }}>
              <Box
                component={Link}
                to={hrefOf(step)}
                aria-current={isCurrent ? "step" : undefined}
                aria-label={`${found?.label ?? step}${found?.is_done ? ", done" : ""}`}
                sx={{
                  display: "grid",
                  justifyItems: "center",
                  gap: 0.5,
                  minHeight: 44,
                  pt: 1,
                  borderTop: 4,
                  borderColor: isCurrent || found?.is_done ? "primary.main" : "divider",
                  color: isCurrent ? "text.primary" : "text.secondary",
                  textDecoration: "none",
                }}
              >
                <Box
                  sx={{ display: "flex", gap: 0.5, alignItems: "center", fontWeight: isCurrent ? 700 : 500 }}
                >
                  {found?.is_done ? <Check size={16} aria-hidden /> : <span aria-hidden>{index + 1}</span>}
                  <Typography
                    component="span"
                    variant="body2"
                    aria-hidden
                    sx={{ display: { xs: "none", sm: "inline" }, fontWeight: "inherit" }}
                  >
                    {found?.label}
                  </Typography>
                </Box>
              </Box>
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
