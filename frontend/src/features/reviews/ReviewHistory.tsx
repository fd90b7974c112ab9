import { useState } from "react";
import type { Review } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { HistoryButton } from "./HistoryButton";
import { ReviewHistoryDialog } from "./ReviewHistoryDialog";

/** "Edited", where it was, with the way to what it said before. */
export function ReviewHistory({ review }: { review: Review }) {
  const [open, setOpen] = useState(false);
  if (review.version === 1) return null;
  return (
    <>
      <HistoryButton
        label={t("What the review of {author} said before", { author: review.author })}
        onClick={() => setOpen(true)}
      >
        {review.is_redacted ? t("Redacted") : t("Edited")}
      </HistoryButton>
      {open && <ReviewHistoryDialog review={review} onClose={() => setOpen(false)} />}
    </>
  );
}
