import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/QueryView";
import { t } from "@/lib/language/catalogue";
import { shortDate } from "@/lib/time";
import { whyNoReview } from "./gate";
import { OwnReviewView } from "./OwnReviewView";
import { PickupNote } from "./PickupNote";
import { reviewableQuery } from "./queries";
import { ReviewForm } from "./ReviewForm";
import type { OrderedItem } from "./reviewForm";

interface Props {
  orderUid: string;
  orderStatus: string;
  vendor: { slug: string; name: string };
  items: OrderedItem[];
}

/** The form where a review is possible; the review where there is one; otherwise why not. */
export function ReviewGate({ orderUid, orderStatus, vendor, items }: Props) {
  const query = useQuery(reviewableQuery(orderUid, orderStatus));
  return (
    <QueryView query={query} skeleton={<Skeleton width="70%" />}>
      {({ allowed, reason, review, waits_until: waitsUntil, waiting_photos: waitingPhotos }) => (
        <Box sx={{ display: "grid", gap: 2, minWidth: 0 }}>
          {allowed && waitsUntil && (
            <Typography variant="body2" sx={{ color: "text.secondary" }}>
              {t(
                "{vendor} rates pick-ups. Your review is shown once both of you have rated, on {date} at the latest.",
                { vendor: vendor.name, date: shortDate(waitsUntil) },
              )}
            </Typography>
          )}
          {allowed && (
            <ReviewForm
              orderUid={orderUid}
              vendorSlug={vendor.slug}
              items={items}
              waitingPhotos={waitingPhotos}
            />
          )}
          {!allowed && review && (
            <div>
              <OwnReviewView
                review={review}
                orderUid={orderUid}
                vendor={vendor}
                items={items}
                waitingPhotos={waitingPhotos}
              />
            </div>
          )}
          {!allowed && !review && (
            <Typography sx={{ color: "text.secondary" }}>{whyNoReview(reason)}</Typography>
          )}
          {orderStatus === "completed" && <PickupNote orderUid={orderUid} vendorName={vendor.name} />}
        </Box>
      )}
    </QueryView>
  );
}
