import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { WebhookAttempt } from "@/api/types";
import { Moment } from "@/components/Moment";
import { CodeBlock } from "./CodeBlock";

/** One call, and what came back. */
export function AttemptBlock({ attempt }: { attempt: WebhookAttempt }) {
  const { number, status, error, started_at, duration_ms, headers, answer } = attempt;
  const sent = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <Box component="section" aria-label={`Try ${number}`} sx={{ display: "grid", gap: 1, minWidth: 0 }}>
      <Typography component="div" sx={{ fontWeight: 650, overflowWrap: "anywhere" }}>
        Try {number}: {status ? `answered ${status}` : error} · {duration_ms} ms · <Moment iso={started_at} />
      </Typography>
      <CodeBlock title="Request headers" text={sent.join("\n")} />
      {status !== null && <CodeBlock title="Answer" text={answer} />}
    </Box>
  );
}
