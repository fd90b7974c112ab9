import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Typography from "@mui/material/Typography";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import { CardSkeletons } from "@/components/CardSkeletons";
import { FormAlert } from "@/components/FormAlert";
import { QueryView } from "@/components/QueryView";
import { AttemptBlock } from "./AttemptBlock";
import { CodeBlock } from "./CodeBlock";
import { deliveryQuery } from "./queries";
import { deliveryState } from "./words";

interface Props {
  slug: string;
  id: number;
  deliveryId: number;
  canReplay: boolean;
  onClose: () => void;
}

/** One delivery: its bytes, and each call with its answer. */
export function DeliveryDialog({ slug, id, deliveryId, canReplay, onClose }: Props) {
  const queryClient = useQueryClient();
  const query = useQuery(deliveryQuery(slug, id, deliveryId));
  const replay = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST("/api/v1/webhook-endpoints/{id}/deliveries/{delivery_id}/replay/", {
          params: { path: { id, delivery_id: deliveryId } },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["webhooks", slug] }),
  });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="delivery-title">
      <DialogTitle id="delivery-title" variant="h3" sx={{ pt: 3, overflowWrap: "anywhere" }}>
        {query.data ? query.data.event_type : "Delivery"}
      </DialogTitle>
      <DialogContent
        sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 2, alignContent: "start" }}
      >
        <QueryView query={query} skeleton={<CardSkeletons count={2} height={120} />}>
          {(delivery) => (
            <>
              <Typography
                role="status"
                variant="body2"
                sx={{ color: "text.secondary", overflowWrap: "anywhere" }}
              >
                {deliveryState(delivery).word} · webhook-id {delivery.webhook_id}
              </Typography>
              <CodeBlock title="Body" text={readable(delivery.body)} />
              {delivery.attempts.map((attempt) => (
                <AttemptBlock key={attempt.started_at} attempt={attempt} />
              ))}
              {delivery.attempts.length === 0 && <Typography>Not sent yet.</Typography>}
            </>
          )}
        </QueryView>
        <FormAlert message={replay.error && asProblem(replay.error).message} />
        <Box role="status" sx={{ color: "text.secondary" }}>
          {replay.isSuccess && "It is sent again, with the same id."}
        </Box>
      </DialogContent>
      <DialogActions sx={{ p: 3, pt: 1 }}>
        <Button onClick={onClose} autoFocus>
          Close
        </Button>
        <Button
          variant="contained"
          disabled={!canReplay || query.isPending}
          loading={replay.isPending}
          onClick={() => replay.mutate()}
        >
          Send again
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** The body as people read it; it is sent without the spaces. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
