import Typography from "@mui/material/Typography";
import type { Order } from "@/api/types";
import { whyNoReview } from "./gate";
import { ReviewForm } from "./ReviewForm";

/** The form where a review is possible; otherwise the reason why it is not. */
export function ReviewGate({ order }: { order: Order }) {
  if (order.review.allowed) return <ReviewForm orderUid={order.uid} vendorSlug={order.vendor.slug} />;
  return <Typography sx={{ color: "text.secondary" }}>{whyNoReview(order.review.reason)}</Typography>;
}
