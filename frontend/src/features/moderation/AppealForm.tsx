import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { api, dataOf } from "@/api/client";
import { showProblem } from "@/api/formProblems";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { t } from "@/lib/language/catalogue";
import { statementQuery, statementsQuery } from "./queries";

const schema = z.object({
  words: z
    .string()
    .trim()
    .min(10, { error: () => t("Say in a sentence or two why") })
    .max(2000, { error: () => t("At most 2,000 characters") }),
});
type Values = z.infer<typeof schema>;

/** Why the decision is wrong, in the author's words. */
export function AppealForm({ id }: { id: number }) {
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { words: "" } });
  const appeal = useMutation({
    mutationFn: (body: Values) =>
      dataOf(api.POST("/api/v1/moderation/statements/{id}/appeal/", { params: { path: { id } }, body })),
    onMutate: () => setFailure(null),
    onSuccess: (statement) => {
      queryClient.setQueryData(statementQuery(id).queryKey, statement);
      void queryClient.invalidateQueries({ queryKey: statementsQuery.queryKey, exact: true });
    },
    onError: (error) => setFailure(showProblem(form, error, ["words"])),
  });
  return (
    <Box
      component="form"
      noValidate
      onSubmit={form.handleSubmit((values) => appeal.mutate(values))}
      sx={{ display: "grid", gap: 2 }}
    >
      <FormAlert message={failure} />
      <FormField
        control={form.control}
        name="words"
        label={t("Why is it wrong?")}
        helperText={t("Only moderators read it.")}
        multiline
        minRows={4}
      />
      <Button
        type="submit"
        variant="contained"
        loading={appeal.isPending}
        sx={{ justifySelf: { sm: "start" } }}
      >
        {t("Send appeal")}
      </Button>
    </Box>
  );
}
