import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, Reply } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { Review } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { WithdrawAnswer } from "./WithdrawAnswer";

/** One public answer to one review: given, changed, withdrawn. */
export function ResponseForm({ review, slug }: { review: Review; slug: string }) {
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const [body, setBody] = useState("");
  const [seen, setSeen] = useState<number>();
  const given = review.response;
  const answer = useMutation({
    mutationFn: () => {
      const params = { path: { id: review.id } };
      return dataOf(
        seen
          ? api.PATCH("/api/v1/reviews/{id}/response/", { params, body: { body, version: seen } })
          : api.POST("/api/v1/reviews/{id}/response/", { params, body: { body } }),
      );
    },
    onSuccess: () => {
      setOpen(false);
      void queryClient.invalidateQueries({ queryKey: ["review", review.id] });
      return queryClient.invalidateQueries({ queryKey: ["vendor", slug, "reviews"] });
    },
  });
  if (review.rating === null) return null;
  const begin = (): void => {
    setBody(given?.body ?? "");
    setSeen(given?.version);
    answer.reset();
    setOpen(true);
  };
  if (!open) {
    return (
      <Box sx={{ display: "flex", gap: 1, mt: 1 }}>
        <Button
          size="small"
          startIcon={given ? <Pencil size={16} /> : <Reply size={18} />}
          onClick={begin}
          aria-label={
            given
              ? t("Change the answer to the review of {author}", { author: review.author })
              : t("Answer the review of {author}", { author: review.author })
          }
          sx={{ minHeight: 44 }}
        >
          {given ? t("Change answer") : t("Answer")}
        </Button>
        {given && <WithdrawAnswer review={review} slug={slug} />}
      </Box>
    );
  }
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (body.trim()) answer.mutate();
  };
  const hint = given ? t("Readers can open what it said before.") : t("Everybody can read it.");
  return (
    <Box component="form" onSubmit={submit} sx={{ mt: 1.5, display: "grid", gap: 1.5 }}>
      <TextField
        autoFocus
        multiline
        minRows={2}
        label={t("Your public answer")}
        value={body}
        onChange={(event) => setBody(event.target.value)}
        error={answer.isError}
        helperText={answer.isError ? asProblem(answer.error).message : hint}
      />
      <Box sx={{ display: "flex", gap: 1 }}>
        <Button type="submit" variant="contained" loading={answer.isPending} disabled={!body.trim()}>
          {given ? t("Publish change") : t("Publish answer")}
        </Button>
        <Button onClick={() => setOpen(false)}>{t("Cancel")}</Button>
      </Box>
    </Box>
  );
}
