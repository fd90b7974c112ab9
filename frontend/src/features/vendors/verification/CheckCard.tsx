import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Card from "@mui/material/Card";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import type { Check, CheckStep } from "@/api/types";
import { VISUALLY_HIDDEN } from "@/components/hidden";
import { shortDate } from "@/lib/time";
import { useNow } from "@/lib/useNow";
import { HandInForm } from "./HandInForm";
import { PhoneCheck } from "./PhoneCheck";
import { isStanding, isWaiting, runsOutSoon, STANDINGS } from "./standing";
import { UploadList } from "./UploadList";
import { useUploads } from "./useUploads";
import { WaitingCheck } from "./WaitingCheck";

interface Props {
  slug: string;
  step: CheckStep;
  /** What waits for a decision, where something does. */
  waiting?: Check;
}

/** One check: what is asked and why, where it is, and what can be done about it now. */
export function CheckCard({ slug, step, waiting }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { uploads, send, isSending } = useUploads(slug);
  const now = useNow();
  const asksForNew = !waiting && (!isStanding(step) || runsOutSoon(step, now));
  const handedIn = (checkId: number, files: File[]): void => {
    setOpen(false);
    void send(checkId, files);
  };
  return (
    <Card component="section" aria-label={step.label} sx={{ p: { xs: 2, sm: 3 }, display: "grid", gap: 2 }}>
      <Heading step={step} />
      {(asksForNew || isOpen) && <Asks step={step} />}
      {waiting && (
        <WaitingCheck
          slug={slug}
          check={waiting}
          isSending={isSending}
          onFiles={(files) => void send(waiting.id, files)}
        />
      )}
      <UploadList uploads={uploads} />
      {asksForNew && step.check === "phone" && <PhoneCheck slug={slug} />}
      {asksForNew && step.check !== "phone" && !isOpen && (
        <Box>
          <Button variant="contained" onClick={() => setOpen(true)}>
            {isStanding(step) ? "Renew" : "Hand in"}
            <Box component="span" sx={VISUALLY_HIDDEN}>
              : {step.label}
            </Box>
          </Button>
        </Box>
      )}
      {isOpen && !waiting && (
        <HandInForm slug={slug} step={step} onHandedIn={handedIn} onClose={() => setOpen(false)} />
      )}
    </Card>
  );
}

function Heading({ step }: { step: CheckStep }) {
  const { icon: Icon, colour, word } = STANDINGS[step.status];
  return (
    <Box sx={{ display: "flex", gap: 1.5 }}>
      <Box aria-hidden sx={{ color: colour, lineHeight: 0, pt: 0.25 }}>
        <Icon size={24} />
      </Box>
      <Box sx={{ minWidth: 0, overflowWrap: "anywhere" }}>
        <Typography variant="h3" component="h3">
          {step.label}
        </Typography>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {word}
          {isStanding(step) && step.expires_at && `, good until ${shortDate(step.expires_at)}`}
          {!step.is_required && " · not needed for the badge"}
        </Typography>
        {step.missing && !isWaiting(step) && step.status !== "missing" && (
          <Typography sx={{ mt: 1 }}>{step.missing}</Typography>
        )}
        {isWaiting(step) && (
          <Typography variant="body2" sx={{ mt: 1 }}>
            {step.missing}
          </Typography>
        )}
      </Box>
    </Box>
  );
}

function Asks({ step }: { step: CheckStep }) {
  return (
    <Box>
      <Typography>{step.asks}</Typography>
      {step.accepts.length > 0 && (
        <Box component="ul" sx={{ my: 1, pl: 2.5, color: "text.secondary", fontSize: "0.9375rem" }}>
          {step.accepts.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </Box>
      )}
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        {step.why}
      </Typography>
    </Box>
  );
}
