import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import { FormAlert } from "@/components/FormAlert";
import { FormDialog } from "@/components/FormDialog";
import { NativeSelect } from "@/components/NativeSelect";

const HOUR = 3_600_000;
const SPANS = [
  ["1", "the last hour"],
  ["24", "the last day"],
  ["72", "the last 3 days"],
  ["720", "the last 30 days"],
] as const;
const WHICH = [
  ["failed", "What was given up"],
  ["all", "Everything that was sent"],
] as const;

interface Asked {
  since: string;
  /** Where the call before ended; null at first. */
  after: string | null;
  isTrial: boolean;
}

interface Props {
  slug: string;
  id: number;
  onDone: (note: string) => void;
  onClose: () => void;
}

/** Counts first, then asks once more with the number; what one call does not take is counted and asked for next. */
export function ReplayRangeDialog({ slug, id, onDone, onClose }: Props) {
  const queryClient = useQueryClient();
  const [which, setWhich] = useState<(typeof WHICH)[number][0]>("failed");
  const [span, setSpan] = useState<(typeof SPANS)[number][0]>("24");
  const replay = useMutation({
    mutationFn: (asked: Asked) =>
      dataOf(
        api.POST("/api/v1/webhook-endpoints/{id}/replay/", {
          params: { path: { id } },
          body: {
            since: asked.since,
            after: asked.after,
            only_failed: which === "failed",
            is_trial: asked.isTrial,
          },
        }),
      ),
    onSuccess: ({ number, next_after }, { since, isTrial }) => {
      if (isTrial) return;
      onDone(number === 1 ? "1 is sent again." : `${number} are sent again.`);
      if (next_after) replay.mutate({ since, after: next_after, isTrial: true });
      else onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["webhooks", slug, "deliveries"] }),
  });
  const counted = replay.variables?.isTrial ? replay.data : undefined;
  const change = <T,>(set: (value: T) => void) => {
    return (value: T): void => {
      set(value);
      replay.reset();
    };
  };
  const count = (): void =>
    replay.mutate({
      since: new Date(Date.now() - Number(span) * HOUR).toISOString(),
      after: null,
      isTrial: true,
    });
  return (
    <FormDialog
      title="Send a range again"
      hint="The same ids and bytes, so that your program knows what it has already."
      onClose={onClose}
    >
      <Box sx={{ display: "grid", gap: 1.5, justifyItems: "start" }}>
        <NativeSelect label="What" value={which} options={WHICH} onChange={change(setWhich)} />
        <NativeSelect label="Of" value={span} options={SPANS} onChange={change(setSpan)} />
      </Box>
      <FormAlert message={replay.error && asProblem(replay.error).message} />
      <Typography role="status">
        {counted && sentence(counted.number, counted.has_more, replay.variables?.after != null)}
      </Typography>
      {counted && counted.number > 0 ? (
        <Button
          variant="contained"
          loading={replay.isPending}
          onClick={() => replay.variables && replay.mutate({ ...replay.variables, isTrial: false })}
        >
          Send {counted.number} again
        </Button>
      ) : (
        <Button variant="contained" loading={replay.isPending} onClick={count}>
          Count them
        </Button>
      )}
    </FormDialog>
  );
}

function sentence(number: number, hasMore: boolean, isRest: boolean): string {
  const more = isRest ? " more" : "";
  if (number === 0) return `There is nothing${more} to send again.`;
  if (hasMore)
    return `There are more than ${number}${isRest ? " left" : ""}. The oldest ${number} go first, then the rest.`;
  return number === 1 ? `There is one${more}.` : `There are ${number}${more}.`;
}
