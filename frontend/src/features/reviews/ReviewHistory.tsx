import { useState } from "react";
import type { Review } from "@/api/types";
import { HistoryButton } from "./HistoryButton";
import { ReviewHistoryDialog } from "./ReviewHistoryDialog";

/** "Edited", where it was, with the way to what it said before. */
export function ReviewHistory({ review }: { review: Review }) {
  const [open, setOpen] = useState(false);
  if (review.version === 1) return null;
  return (
    <>
      <HistoryButton label={`What the review of ${review.author} said before`} onClick={() => setOpen(true)}>
        {review.is_redacted ? "Redacted" : "Edited"}
      </HistoryButton>
      {open && <ReviewHistoryDialog review={review} onClose={() => setOpen(false)} />}
    </>
  );
}
