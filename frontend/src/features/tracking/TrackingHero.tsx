import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import type { Tracking } from "@/api/types";
import { StatusProgress } from "@/components/StatusProgress";
import { statusTone } from "@/components/statusTone";
import { isAwaited, progressSteps } from "@/lib/progress";
import { EstimatedTime } from "./EstimatedTime";
import { headline, type Mood, moodOf } from "./headline";

const GROUND: Record<Mood, string> = { going: "brandSoft", done: "brandSoft", stopped: "errorSoft" };

interface Props {
  tracking: Tracking;
  connection: ReactNode;
}

/** Where it is now and when it will be here: the answer in the first glance. */
export function TrackingHero({ tracking, connection }: Props) {
  const label = tracking.entries.at(-1)?.label ?? "";
  const sentence = headline(tracking.status, tracking.vendor.name, label);
  const mood = moodOf(tracking.status);
  const steps = progressSteps(tracking.status, tracking.fulfilment);
  const Icon = statusTone(tracking.status).icon;
  return (
    <Card component="section" aria-label="Where it is now" sx={{ overflow: "hidden" }}>
      <Box
        sx={{
          bgcolor: `${GROUND[mood]}.main`,
          color: `${GROUND[mood]}.contrastText`,
          p: { xs: 2.5, sm: 4 },
          pb: { xs: 3, sm: 4 },
        }}
      >
        <Box
          sx={{
            display: "flex",
            justifyContent: "space-between",
            gap: 2,
            alignItems: "center",
            mb: 2,
            flexWrap: "wrap",
          }}
        >
          <Typography sx={{ fontWeight: 600, fontVariantNumeric: "tabular-nums" }}>
            Order {tracking.reference}
          </Typography>
          <Box sx={{ px: 1.5, py: 0.5, borderRadius: 99, bgcolor: "background.paper" }}>{connection}</Box>
        </Box>
        <Box sx={{ display: "flex", gap: 2, alignItems: "center" }}>
          <Box aria-hidden sx={{ lineHeight: 0, flexShrink: 0 }}>
            <Icon size={44} strokeWidth={1.6} />
          </Box>
          <Typography
            variant="h1"
            sx={{
              fontSize: "clamp(1.5rem, 1.2rem + 1.6vw, 2.125rem)",
              overflowWrap: "anywhere",
              color: "text.primary",
            }}
          >
            {sentence}
          </Typography>
        </Box>
        {isAwaited(tracking.status, tracking.fulfilment) && (
          <EstimatedTime iso={tracking.estimated_ready_at} fulfilment={tracking.fulfilment} />
        )}
      </Box>
      {steps.length > 0 && (
        <Box sx={{ px: { xs: 0.75, sm: 4 }, py: { xs: 3, sm: 4 } }}>
          <StatusProgress steps={steps} />
        </Box>
      )}
    </Card>
  );
}
