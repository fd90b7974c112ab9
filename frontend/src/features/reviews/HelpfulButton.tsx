import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation } from "@tanstack/react-query";
import { ThumbsUp } from "lucide-react";
import { api, dataOf } from "@/api/client";
import type { Review } from "@/api/types";
import { t } from "@/lib/language/catalogue";

interface Props {
  review: Review;
  /** Whether this reader may say so: signed in, neither the author nor of the business's team. */
  canVote: boolean;
}

/** How many readers it helped; a press says so, another takes it back. */
export function HelpfulButton({ review, canVote }: Props) {
  const vote = useMutation({
    mutationFn: (helpful: boolean) => {
      const params = { path: { id: review.id } };
      return dataOf(
        helpful
          ? api.PUT("/api/v1/reviews/{id}/helpful/", { params })
          : api.DELETE("/api/v1/reviews/{id}/helpful/", { params }),
      );
    },
  });
  // the answer counts until the list is read again
  const { helpful_count: count, is_helpful: isHelpful } = vote.data ?? review;
  if (review.rating === null) return null;
  if (!canVote) {
    return count > 0 ? (
      <Typography variant="body2" sx={{ mt: 1, color: "text.secondary" }}>
        {count === 1
          ? t("One reader found this helpful.")
          : t("{count} readers found this helpful.", { count })}
      </Typography>
    ) : null;
  }
  const words = count === 0 ? t("Helpful") : t("Helpful ({count})", { count });
  return (
    <Button
      size="small"
      color={isHelpful ? "primary" : "inherit"}
      variant={isHelpful ? "outlined" : "text"}
      aria-pressed={isHelpful}
      aria-label={t("{words}: the review of {author}", { words, author: review.author })}
      startIcon={<ThumbsUp size={16} />}
      loading={vote.isPending}
      loadingPosition="start"
      onClick={() => vote.mutate(!isHelpful)}
      sx={{ mt: 0.5, mr: 1, minHeight: 44, fontWeight: 550, color: isHelpful ? undefined : "text.secondary" }}
    >
      {vote.isError ? t("Not saved. Try again") : words}
    </Button>
  );
}
