import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { api, dataOf } from "@/api/client";
import { showProblem } from "@/api/formProblems";
import { isProblem } from "@/api/problem";
import type { OwnReview, ReviewPhoto } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { t } from "@/lib/language/catalogue";
import { whyNoReview } from "./gate";
import { ItemStars } from "./ItemStars";
import { PhotoField } from "./PhotoField";
import { bodyOf, type OrderedItem, type ReviewValues, reviewSchema, startOf } from "./reviewForm";
import { StarInput } from "./StarInput";
import { usePhotoUploads } from "./usePhotoUploads";

const FIELDS = ["rating", "title", "body"] as const;

interface Props {
  orderUid: string;
  vendorSlug: string;
  items: OrderedItem[];
  waitingPhotos: ReviewPhoto[];
  /** The review that is changed; none: a new one. */
  review?: OwnReview;
  onDone?: () => void;
}

export function ReviewForm({ orderUid, vendorSlug, items, waitingPhotos, review, onDone }: Props) {
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const [seen] = useState(review?.version); // the words in the form are of this one, whatever is read meanwhile
  const start = startOf(items, review);
  const form = useForm<ReviewValues>({ resolver: zodResolver(reviewSchema), defaultValues: start });
  const published = review?.photos ?? [];
  const uploads = usePhotoUploads([...published, ...waitingPhotos], new Set(published.map(({ uid }) => uid)));
  const submit = useMutation({
    mutationFn: (values: ReviewValues) => {
      const body = bodyOf(values, uploads.photos);
      return dataOf(
        review
          ? api.PATCH("/api/v1/reviews/{id}/", {
              params: { path: { id: review.id } },
              body: { ...body, version: seen },
            })
          : api.POST("/api/v1/reviews/", { body: { order: orderUid, ...body } }),
      );
    },
    onMutate: () => setFailure(null),
    onSuccess: async ({ id }) => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ["order", orderUid] }),
        queryClient.invalidateQueries({ queryKey: ["vendor", vendorSlug] }),
        queryClient.invalidateQueries({ queryKey: ["review", id] }),
      ]);
      onDone?.();
    },
    onError: (error) =>
      setFailure(
        isProblem(error, "review_not_allowed", "order_not_completed", "not_your_order", "already_reviewed")
          ? whyNoReview(String(error.body.reason ?? error.code))
          : showProblem(form, error, FIELDS),
      ),
  });
  const names = start.items.map(({ item }) => items.find((each) => each.item === item)?.name ?? "");
  return (
    <Box
      component="form"
      noValidate
      onSubmit={form.handleSubmit((values) => submit.mutate(values))}
      sx={{ display: "grid", gap: 2.5 }}
    >
      <FormAlert message={failure} />
      <StarInput
        value={form.watch("rating")}
        error={form.formState.errors.rating?.message}
        onChange={(value) => form.setValue("rating", value, { shouldValidate: true })}
      />
      <FormField control={form.control} name="title" label={t("In short (optional)")} />
      <FormField control={form.control} name="body" label={t("How was it?")} multiline minRows={3} required />
      <ItemStars control={form.control} names={names} />
      <PhotoField {...uploads} />
      <Box sx={{ display: "flex", gap: 1, flexWrap: "wrap" }}>
        <Button type="submit" variant="contained" loading={submit.isPending} disabled={uploads.left > 0}>
          {review ? t("Publish change") : t("Publish review")}
        </Button>
        {review && <Button onClick={onDone}>{t("Cancel")}</Button>}
      </Box>
    </Box>
  );
}
