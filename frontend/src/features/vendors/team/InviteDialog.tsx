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
import { z } from "zod";
import { api, dataOf } from "@/api/client";
import { showProblem } from "@/api/formProblems";
import type { Role } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { NativeSelect } from "@/components/NativeSelect";
import { createAttemptKeys } from "@/lib/attemptKeys";
import { invitationsQuery } from "./queries";
import { choicesOf, ROLE_HINTS } from "./roles";

const schema = z.object({
  email: z.string().trim().pipe(z.email("An e-mail address, like ana@example.com")),
  role: z.enum(["staff", "manager", "owner"]),
});
type Values = z.infer<typeof schema>;
const FIELDS = ["email", "role"] as const;

interface Props {
  slug: string;
  roles: Role[];
  onInvited: (email: string) => void;
  onClose: () => void;
}

/** Mails somebody an invitation; whether they have an account does not matter, and is not told. */
export function InviteDialog({ slug, roles, onInvited, onClose }: Props) {
  const queryClient = useQueryClient();
  const [keyFor] = useState(() => createAttemptKeys());
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { email: "", role: "staff" },
  });
  const invite = useMutation({
    mutationFn: (body: Values) => {
      const params = { path: { slug }, header: { "Idempotency-Key": keyFor(body) } };
      return dataOf(api.POST("/api/v1/vendors/{slug}/members/", { params, body }));
    },
    onMutate: () => setFailure(null),
    onSuccess: async ({ email }) => {
      await queryClient.invalidateQueries({ queryKey: invitationsQuery(slug).queryKey });
      onInvited(email);
    },
    onError: (error) => setFailure(showProblem(form, error, FIELDS)),
  });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="invite-title">
      <form noValidate onSubmit={form.handleSubmit((values) => invite.mutate(values))}>
        <DialogTitle id="invite-title" variant="h3" sx={{ pt: 3 }}>
          Invite somebody
        </DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 2.5 }}>
          <FormAlert message={failure} />
          {/* room for the label of the first field, which the content would cut off */}
          <Box sx={{ pt: 1 }}>
            <FormField
              control={form.control}
              name="email"
              label="E-mail"
              type="email"
              autoComplete="off"
              autoFocus
              required
              helperText="They get a link that works once, for seven days."
            />
          </Box>
          <Controller
            control={form.control}
            name="role"
            render={({ field }) => (
              <Box sx={{ display: "grid", gap: 1, justifyItems: "start" }}>
                <NativeSelect
                  label="Role"
                  value={field.value}
                  options={choicesOf(roles)}
                  onChange={field.onChange}
                />
                <Typography variant="body2" sx={{ color: "text.secondary" }}>
                  {ROLE_HINTS[field.value]}
                </Typography>
              </Box>
            )}
          />
        </DialogContent>
        <DialogActions sx={{ p: 3, pt: 0 }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" loading={invite.isPending}>
            Send the invitation
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
