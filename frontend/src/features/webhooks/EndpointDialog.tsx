import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { api, dataOf } from "@/api/client";
import { showProblem } from "@/api/formProblems";
import type { MadeWebhookEndpoint, WebhookEndpoint } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { EndpointFields } from "./EndpointFields";
import {
  bodyOf,
  changesOf,
  ENDPOINT_FIELDS,
  type EndpointValues,
  endpointSchema,
  valuesOf,
} from "./endpointForm";
import { eventTypesQuery } from "./queries";

interface Props {
  slug: string;
  /** The one to change; a new one without it. */
  endpoint?: WebhookEndpoint;
  onDone: (made?: MadeWebhookEndpoint) => void;
  onClose: () => void;
}

/** Asks where to call and about what. No Idempotency-Key: a replay could not show the secret. */
export function EndpointDialog({ slug, endpoint, onDone, onClose }: Props) {
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const types = useQuery(eventTypesQuery);
  const known = types.data ?? [];
  const form = useForm<EndpointValues>({
    resolver: zodResolver(endpointSchema),
    defaultValues: valuesOf(endpoint ?? null),
  });
  const save = useMutation({
    mutationFn: async (values: EndpointValues): Promise<MadeWebhookEndpoint | undefined> => {
      if (!endpoint) {
        const body = { vendor: slug, ...bodyOf(values, known) };
        return dataOf(api.POST("/api/v1/webhook-endpoints/", { body }));
      }
      const path = { id: endpoint.id };
      const body = changesOf(endpoint, values, known);
      await dataOf(api.PATCH("/api/v1/webhook-endpoints/{id}/", { params: { path }, body }));
      return undefined;
    },
    onMutate: () => setFailure(null),
    onSuccess: onDone,
    onError: (error) => setFailure(showProblem(form, error, ENDPOINT_FIELDS)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["webhooks", slug] }),
  });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="endpoint-title">
      {/* not a box of its own, so that what it asks scrolls and its buttons stay */}
      <Box
        component="form"
        noValidate
        onSubmit={form.handleSubmit((values) => save.mutate(values))}
        sx={{ display: "contents" }}
      >
        <DialogTitle id="endpoint-title" variant="h3" sx={{ pt: 3 }}>
          {endpoint ? "Change the webhook" : "Add a webhook"}
        </DialogTitle>
        <DialogContent sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 2.5 }}>
          <FormAlert message={failure} />
          <EndpointFields form={form} types={types} />
        </DialogContent>
        <DialogActions sx={{ p: 3, pt: 1 }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" loading={save.isPending} disabled={!types.data}>
            {endpoint ? "Save" : "Add webhook"}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}
