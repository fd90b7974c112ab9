import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { useState } from "react";
import { wordsOf } from "@/api/problem";
import { FormAlert } from "@/components/FormAlert";
import { FormDialog } from "@/components/FormDialog";
import { inMinutes, PAUSES, usePause } from "./pause";

const DAY_MS = 24 * 60 * 60_000;

/** "14:30" on this device's clock, today or else tomorrow. */
function nextAt(clock: string): string | null {
  const [hours, minutes] = clock.split(":").map(Number);
  if (hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) return null;
  const at = new Date().setHours(hours, minutes, 0, 0);
  return new Date(at > Date.now() ? at : at + DAY_MS).toISOString();
}

const wordsFor = (minutes: number): string => (minutes < 60 ? `${minutes} minutes` : `${minutes / 60} h`);

/** For how long the shop takes no new orders. */
export function PauseDialog({ slug, onClose }: { slug: string; onClose: () => void }) {
  const pause = usePause(slug);
  const [clock, setClock] = useState("");
  const until = nextAt(clock);
  const make = (end: string | null): void => pause.mutate({ until: end }, { onSuccess: onClose });
  return (
    <FormDialog
      title="Pause new orders"
      hint="Customers are told kindly, on your page and at checkout. Orders that you have go on as usual."
      onClose={onClose}
    >
      <FormAlert message={pause.error && wordsOf(pause.error)} />
      <Box
        role="group"
        aria-label="Pause for"
        sx={{ display: "grid", gap: 1, gridTemplateColumns: "repeat(2, minmax(0, 1fr))" }}
      >
        {PAUSES.map((minutes) => (
          <Button
            key={minutes}
            variant="outlined"
            size="large"
            sx={{ px: 1 }}
            disabled={pause.isPending}
            onClick={() => make(inMinutes(minutes))}
          >
            {wordsFor(minutes)}
          </Button>
        ))}
      </Box>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
        <TextField
          label="Until"
          type="time"
          value={clock}
          onChange={(event) => setClock(event.target.value)}
          slotProps={{ inputLabel: { shrink: true } }}
          sx={{ flex: "1 1 120px" }}
        />
        <Button
          variant="contained"
          disabled={!until || pause.isPending}
          onClick={() => make(until)}
          sx={{ minHeight: 48, flex: "1 1 140px" }}
        >
          Pause until then
        </Button>
      </Box>
      <Button color="inherit" disabled={pause.isPending} onClick={() => make(null)}>
        Until I resume
      </Button>
    </FormDialog>
  );
}
