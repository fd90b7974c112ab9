import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { api, dataOf } from "@/api/client";
import { showProblem } from "@/api/formProblems";
import type { MadeKey } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { NativeSelect } from "@/components/NativeSelect";
import { KEY_FIELDS, type KeyValues, keyBody, keySchema, LIFETIMES } from "./keyForm";
import { keysQuery } from "./queries";
import { ScopeChoice } from "./ScopeChoice";

interface Props {
  slug: string;
  onMade: (made: MadeKey) => void;
  onClose: () => void;
}

/** Asks what a key is for. No Idempotency-Key: a replay could not show the secret, and an unseen key is revoked in the list. */
export function NewKeyDialog({ slug, onMade, onClose }: Props) {
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<KeyValues>({
    resolver: zodResolver(keySchema),
    defaultValues: { name: "", scopes: [], lifetime: "90" },
  });
  const make = useMutation({
    mutationFn: (values: KeyValues) =>
      dataOf(
        api.POST("/api/v1/vendors/{slug}/api-keys/", {
          params: { path: { slug } },
          body: keyBody(values, Date.now()),
        }),
      ),
    onMutate: () => setFailure(null),
    onSuccess: onMade,
    onError: (error) => setFailure(showProblem(form, error, KEY_FIELDS)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keysQuery(slug).queryKey }),
  });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="new-key-title">
      {/* not a box of its own, so that what it asks scrolls and its buttons stay */}
      <Box
        component="form"
        noValidate
        onSubmit={form.handleSubmit((values) => make.mutate(values))}
        sx={{ display: "contents" }}
      >
        <DialogTitle id="new-key-title" variant="h3" sx={{ pt: 3 }}>
          Make an API key
        </DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 2.5 }}>
          <FormAlert message={failure} />
          {/* room for the label of the first field, which the content would cut off */}
          <Box sx={{ pt: 1 }}>
            <FormField
              control={form.control}
              name="name"
              label="Name"
              helperText="Where it is used, like “Till in the shop”. One key for each place."
              autoComplete="off"
              autoFocus
              required
            />
          </Box>
          <Controller
            control={form.control}
            name="scopes"
            render={({ field, fieldState }) => (
              <ScopeChoice
                value={field.value}
                onChange={field.onChange}
                problem={fieldState.error?.message}
              />
            )}
          />
          <Box sx={{ display: "grid", gap: 1, justifyItems: "start" }}>
            <Typography sx={{ fontWeight: 650 }}>It works for</Typography>
            <Controller
              control={form.control}
              name="lifetime"
              render={({ field }) => (
                <NativeSelect
                  label="It works for"
                  value={field.value}
                  options={LIFETIMES}
                  onChange={field.onChange}
                />
              )}
            />
          </Box>
        </DialogContent>
        <DialogActions sx={{ p: 3, pt: 0 }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" loading={make.isPending}>
            Make key
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}
