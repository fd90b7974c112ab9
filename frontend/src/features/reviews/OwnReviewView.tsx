import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { Pencil } from "lucide-react";
import { useState } from "react";
import type { OwnReview, ReviewPhoto } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { shortDate } from "@/lib/time";
import { ReviewCard } from "./ReviewCard";
import { ReviewForm } from "./ReviewForm";
import type { OrderedItem } from "./reviewForm";
import { WithdrawReview } from "./WithdrawReview";

interface Props {
  review: OwnReview;
  orderUid: string;
  vendor: { slug: string; name: string };
  items: OrderedItem[];
  waitingPhotos: ReviewPhoto[];
}

/** One's own review: as others see it, with what became of it and what can still be done. */
export function OwnReviewView({ review, orderUid, vendor, items, waitingPhotos }: Props) {
  const [editing, setEditing] = useState(false);
  if (editing) {
    return (
      <ReviewForm
        orderUid={orderUid}
        vendorSlug={vendor.slug}
        items={items}
        waitingPhotos={waitingPhotos}
        review={review}
        onDone={() => setEditing(false)}
      />
    );
  }
  const note = noteOn(review, vendor.name);
  return (
    <>
      {note && <Typography sx={{ color: "text.secondary" }}>{note}</Typography>}
      <ReviewCard review={review} vendorName={vendor.name} />
      {review.status === "published" && (
        <Box sx={{ display: "flex", gap: 1, mt: 1.5, flexWrap: "wrap" }}>
          {review.can_edit && (
            <Button startIcon={<Pencil size={16} />} onClick={() => setEditing(true)}>
              {t("Change")}
            </Button>
          )}
          <WithdrawReview review={review} orderUid={orderUid} vendorSlug={vendor.slug} />
        </Box>
      )}
    </>
  );
}

function noteOn({ status, reveal_at: revealAt }: OwnReview, vendorName: string): string | null {
  if (status === "hidden") return t("A moderator has hidden this review.");
  if (status === "withdrawn") return t("You have withdrawn this review. Nobody else can read it.");
  if (status !== "pending") return null;
  return revealAt
    ? t(
        "Your review is shown when {vendorName} has rated the pick-up, on {date} at the latest. Until then neither of you sees the other's stars.",
        { vendorName, date: shortDate(revealAt) },
      )
    : t(
        "Your review is shown when {vendorName} has rated the pick-up. Until then neither of you sees the other's stars.",
        { vendorName },
      );
}
