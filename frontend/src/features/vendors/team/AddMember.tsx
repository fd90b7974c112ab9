import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { api, dataOf } from "@/api/client";
import { showProblem } from "@/api/formProblems";
import { DoneNote } from "@/components/DoneNote";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { NativeSelect } from "@/components/NativeSelect";
import { Panel } from "@/components/Panel";
import { membersQuery } from "./queries";
import { ROLE_HINTS, ROLES } from "./roles";

const schema = z.object({
  email: z.string().trim().pipe(z.email("An e-mail address, like ana@example.com")),
  role: z.enum(["staff", "manager", "owner"]),
});
type Values = z.infer<typeof schema>;
const FIELDS = ["email", "role"] as const;
const DEFAULTS: Values = { email: "", role: "staff" };

/** Gives somebody who has an account a role. */
export function AddMember({ slug }: { slug: string }) {
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues: DEFAULTS });
  const add = useMutation({
    mutationFn: (body: Values) =>
      dataOf(api.POST("/api/v1/vendors/{slug}/members/", { params: { path: { slug } }, body })),
    onMutate: () => setFailure(null),
    onSuccess: async (member) => {
      form.reset(DEFAULTS);
      setDone(`${member.name || member.email} is in the team.`);
      await queryClient.invalidateQueries({ queryKey: membersQuery(slug).queryKey });
    },
    onError: (error) => setFailure(showProblem(form, error, FIELDS)),
  });
  return (
    <Panel title="Add somebody">
      <Box
        component="form"
        noValidate
        onSubmit={form.handleSubmit((values) => add.mutate(values))}
        sx={{ display: "grid", gap: 2 }}
      >
        <FormAlert message={failure} />
        <FormField
          control={form.control}
          name="email"
          label="E-mail"
          type="email"
          autoComplete="off"
          required
          helperText="The address of their account. They sign up first."
        />
        <Controller
          control={form.control}
          name="role"
          render={({ field }) => (
            <Box sx={{ display: "grid", gap: 1, justifyItems: "start" }}>
              <NativeSelect label="Role" value={field.value} options={ROLES} onChange={field.onChange} />
              <Typography variant="body2" sx={{ color: "text.secondary" }}>
                {ROLE_HINTS[field.value]}
              </Typography>
            </Box>
          )}
        />
        <Button type="submit" variant="contained" loading={add.isPending} sx={{ justifySelf: "start" }}>
          Add to the team
        </Button>
      </Box>
      <DoneNote message={done} onClose={() => setDone(null)} />
    </Panel>
  );
}
