import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Reply } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { Review } from "@/api/types";

/** One public answer to one review. */
export function ResponseForm({ review, slug }: { review: Review; slug: string }) {
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const [body, setBody] = useState("");
  const answer = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST("/api/v1/reviews/{id}/response/", { params: { path: { id: review.id } }, body: { body } }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["vendor", slug, "reviews"] }),
  });
  if (review.response) return null;
  if (!open) {
    return (
      <Button size="small" startIcon={<Reply size={18} />} onClick={() => setOpen(true)} sx={{ mt: 1 }}>
        Answer
      </Button>
    );
  }
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (body.trim()) answer.mutate();
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ mt: 1.5, display: "grid", gap: 1.5 }}>
      <TextField
        autoFocus
        multiline
        minRows={2}
        label="Your public answer"
        value={body}
        onChange={(event) => setBody(event.target.value)}
        error={answer.isError}
        helperText={answer.isError ? asProblem(answer.error).message : "Everybody can read it."}
      />
      <Box sx={{ display: "flex", gap: 1 }}>
        <Button type="submit" variant="contained" loading={answer.isPending} disabled={!body.trim()}>
          Publish answer
        </Button>
        <Button onClick={() => setOpen(false)}>Cancel</Button>
      </Box>
    </Box>
  );
}
