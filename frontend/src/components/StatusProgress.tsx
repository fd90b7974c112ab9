import Box from "@mui/material/Box";
import { Check } from "lucide-react";
import { t } from "@/lib/language/catalogue";
import type { ProgressStep } from "@/lib/progress";
import { VISUALLY_HIDDEN } from "./hidden";

const WORD = () => ({ done: t("done"), current: t("now"), ahead: t("to come") }) as const;

/** The way of an order as a row of steps; on a phone the words stand below their dots. */
export function StatusProgress({ steps }: { steps: ProgressStep[] }) {
  return (
    <Box component="ol" aria-label={t("Progress")} sx={{ display: "flex", listStyle: "none", p: 0, m: 0 }}>
      {steps.map((step, index) => (
        <Box
          component="li"
          key={step.status}
          aria-current={step.state === "current" ? "step" : undefined}
          sx={{ flex: 1, position: "relative", textAlign: "center", minWidth: 0 }}
        >
          {index > 0 && <Rail reached={step.state !== "ahead"} />}
          <Dot state={step.state} />
          <Box
            sx={{
              mt: 1,
              fontSize: { xs: "0.7188rem", sm: "0.875rem" },
              letterSpacing: { xs: "-0.015em", sm: 0 },
              fontWeight: step.state === "current" ? 700 : 500,
              color: step.state === "ahead" ? "text.secondary" : "text.primary",
            }}
          >
            {step.label}
            <Box component="span" sx={VISUALLY_HIDDEN}>
              , {WORD()[step.state]}
            </Box>
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function Rail({ reached }: { reached: boolean }) {
  return (
    <Box
      aria-hidden
      sx={{
        position: "absolute",
        top: 14,
        right: "calc(50% + 18px)",
        left: "calc(-50% + 18px)",
        height: 4,
        borderRadius: 2,
        bgcolor: reached ? "brand.main" : "divider",
        transition: "background-color 400ms",
      }}
    />
  );
}

function Dot({ state }: { state: ProgressStep["state"] }) {
  const filled = state !== "ahead";
  return (
    <Box
      aria-hidden
      sx={{
        width: 32,
        height: 32,
        mx: "auto",
        borderRadius: "50%",
        display: "grid",
        placeItems: "center",
        border: 3,
        borderColor: filled ? "brand.main" : "divider",
        bgcolor: state === "done" ? "brand.main" : "background.paper",
        color: "brand.contrastText",
        boxShadow: state === "current" ? "0 0 0 5px var(--mui-palette-brandSoft-main)" : "none",
        transition: "all 400ms",
      }}
    >
      {state === "done" && <Check size={17} strokeWidth={3} />}
      {state === "current" && (
        <Box sx={{ width: 12, height: 12, borderRadius: "50%", bgcolor: "brand.main" }} />
      )}
    </Box>
  );
}
