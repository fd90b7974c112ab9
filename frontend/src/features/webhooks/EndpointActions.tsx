import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { WebhookEndpoint } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import type { Asked } from "./EndpointConfirm";

interface Props {
  slug: string;
  endpoint: WebhookEndpoint;
  onEdit: () => void;
  onAsk: (asked: Asked) => void;
  onNote: (note: string) => void;
}

/** What can be done with an endpoint; what takes something away asks once more. */
export function EndpointActions({ slug, endpoint, onEdit, onAsk, onNote }: Props) {
  const queryClient = useQueryClient();
  const params = { path: { id: endpoint.id } };
  const invalidate = () => queryClient.invalidateQueries({ queryKey: ["webhooks", slug] });
  const test = useMutation({
    mutationFn: () => dataOf(api.POST("/api/v1/webhook-endpoints/{id}/test/", { params })),
    onSuccess: () => onNote("A test is on its way. See it under “What was sent”."),
    onSettled: invalidate,
  });
  const turnOn = useMutation({
    mutationFn: () =>
      dataOf(api.PATCH("/api/v1/webhook-endpoints/{id}/", { params, body: { is_enabled: true } })),
    onSuccess: () => onNote("Turned on."),
    onSettled: invalidate,
  });
  const failure = test.error ?? turnOn.error;
  const named = (what: string): string => `${what} ${endpoint.url}`;
  return (
    <>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 0.5, mt: 0.5, ml: -1 }}>
        {endpoint.is_enabled && (
          <Button aria-label={named("Send a test to")} loading={test.isPending} onClick={() => test.mutate()}>
            Send a test
          </Button>
        )}
        <Button aria-label={named("Change")} onClick={onEdit}>
          Change
        </Button>
        <Button aria-label={named("New secret for")} onClick={() => onAsk("rotate")}>
          New secret
        </Button>
        {endpoint.disabled_at ? (
          <Button aria-label={named("Turn on")} loading={turnOn.isPending} onClick={() => turnOn.mutate()}>
            Turn on
          </Button>
        ) : (
          <Button aria-label={named("Turn off")} onClick={() => onAsk("off")}>
            Turn off
          </Button>
        )}
        <Button color="error" aria-label={named("Remove")} onClick={() => onAsk("remove")}>
          Remove
        </Button>
      </Box>
      <FormAlert message={failure && asProblem(failure).message} />
    </>
  );
}
