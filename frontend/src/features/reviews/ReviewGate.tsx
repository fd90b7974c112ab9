import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/QueryView";
import { whyNoReview } from "./gate";
import { reviewableQuery } from "./queries";
import { ReviewCard } from "./ReviewCard";
import { ReviewForm } from "./ReviewForm";

interface Props {
  orderUid: string;
  orderStatus: string;
  vendor: { slug: string; name: string };
}

/** The form where a review is possible; the review where there is one; otherwise why not. */
export function ReviewGate({ orderUid, orderStatus, vendor }: Props) {
  const query = useQuery(reviewableQuery(orderUid, orderStatus));
  return (
    <QueryView query={query} skeleton={<Skeleton width="70%" />}>
      {({ allowed, reason, review }) => {
        if (allowed) return <ReviewForm orderUid={orderUid} vendorSlug={vendor.slug} />;
        if (review) {
          return (
            <>
              {review.status === "hidden" && (
                <Typography sx={{ color: "text.secondary" }}>A moderator has hidden this review.</Typography>
              )}
              <ReviewCard review={review} vendorName={vendor.name} />
            </>
          );
        }
        return <Typography sx={{ color: "text.secondary" }}>{whyNoReview(reason)}</Typography>;
      }}
    </QueryView>
  );
}
