import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import type { Review } from "@/api/types";
import { Moment } from "@/components/Moment";
import { StarRow } from "@/components/StarRow";
import { Tag } from "@/components/Tag";
import { t } from "@/lib/language/catalogue";
import { shortDate } from "@/lib/time";
import { AnswerBlock } from "./AnswerBlock";
import { ReviewHistory } from "./ReviewHistory";
import { ReviewItems } from "./ReviewItems";
import { ReviewPhotos } from "./ReviewPhotos";
import { Tombstone } from "./Tombstone";

interface Props {
  review: Review;
  vendorName?: string;
  action?: ReactNode;
}

export function ReviewCard({ review, vendorName = t("The vendor"), action }: Props) {
  if (review.rating === null) return <Tombstone review={review} />;
  return (
    <Box component="article" sx={{ py: 2.5, borderBottom: 1, borderColor: "divider" }}>
      <Box sx={{ display: "flex", gap: 1.5, alignItems: "center", flexWrap: "wrap" }}>
        <StarRow rating={review.rating} />
        {review.title && (
          <Typography variant="h4" component="h3">
            {review.title}
          </Typography>
        )}
        {review.is_redacted && <Tag tone="neutralSoft">{t("Redacted by a moderator")}</Tag>}
      </Box>
      {review.body && (
        <Typography sx={{ mt: 1, overflowWrap: "anywhere", whiteSpace: "pre-line" }}>
          {review.body}
        </Typography>
      )}
      <ReviewItems items={review.items} />
      <ReviewPhotos photos={review.photos} author={review.author ?? ""} />
      <Typography variant="body2" component="div" sx={{ mt: 1, color: "text.secondary" }}>
        {review.author} · <Moment iso={review.created_at} />
        <ReviewHistory review={review} />
        <Box>{routeOf(review)}</Box>
      </Typography>
      <AnswerBlock review={review} vendorName={vendorName} />
      {action}
    </Box>
  );
}

/** How the review came to be written: asked for or not, and after which day's order. */
function routeOf({ route, order_completed_at: completed }: Review): string {
  const date = completed && shortDate(completed);
  if (route === "invited")
    return date
      ? t("Invited after an order completed on {date}", { date })
      : t("Invited after an order completed");
  return date
    ? t("Written unasked after an order completed on {date}", { date })
    : t("Written unasked after an order completed");
}
