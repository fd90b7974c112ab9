import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { api, dataOf } from "@/api/client";
import { showProblem } from "@/api/formProblems";
import { isProblem } from "@/api/problem";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { whyNoReview } from "./gate";
import { StarInput } from "./StarInput";

const schema = z.object({
  rating: z.number().min(1, "Choose one to five stars").max(5),
  title: z.string().max(120, "At most 120 characters"),
  body: z.string().trim().min(1, "A few words help the next customer").max(4000, "At most 4000 characters"),
});
type Values = z.infer<typeof schema>;
const FIELDS = ["rating", "title", "body"] as const;

interface Props {
  orderUid: string;
  vendorSlug: string;
}

export function ReviewForm({ orderUid, vendorSlug }: Props) {
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { rating: 0, title: "", body: "" },
  });
  const submit = useMutation({
    mutationFn: ({ title, ...values }: Values) =>
      dataOf(
        api.POST("/api/v1/reviews/", { body: { order: orderUid, ...values, ...(title ? { title } : {}) } }),
      ),
    onMutate: () => setFailure(null),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ["order", orderUid] }),
        queryClient.invalidateQueries({ queryKey: ["vendor", vendorSlug] }),
      ]),
    onError: (error) =>
      setFailure(
        isProblem(error, "review_not_allowed", "order_not_completed", "not_your_order", "already_reviewed")
          ? whyNoReview(String(error.body.reason ?? error.code))
          : showProblem(form, error, FIELDS),
      ),
  });
  const rating = form.watch("rating");
  return (
    <Box
      component="form"
      noValidate
      onSubmit={form.handleSubmit((values) => submit.mutate(values))}
      sx={{ display: "grid", gap: 2 }}
    >
      <FormAlert message={failure} />
      <StarInput
        value={rating}
        error={form.formState.errors.rating?.message}
        onChange={(value) => form.setValue("rating", value, { shouldValidate: true })}
      />
      <FormField control={form.control} name="title" label="In short (optional)" />
      <FormField control={form.control} name="body" label="How was it?" multiline minRows={3} required />
      <Button type="submit" variant="contained" loading={submit.isPending} sx={{ justifySelf: "start" }}>
        Publish review
      </Button>
    </Box>
  );
}
