import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import type { Review } from "@/api/types";
import { Moment } from "@/components/Moment";
import { StarRow } from "@/components/StarRow";

interface Props {
  review: Review;
  vendorName?: string;
  action?: ReactNode;
}

export function ReviewCard({ review, vendorName = "The vendor", action }: Props) {
  return (
    <Box component="article" sx={{ py: 2.5, borderBottom: 1, borderColor: "divider" }}>
      <Box sx={{ display: "flex", gap: 1.5, alignItems: "center", flexWrap: "wrap" }}>
        <StarRow rating={review.rating} />
        {review.title && (
          <Typography variant="h4" component="h3">
            {review.title}
          </Typography>
        )}
      </Box>
      {review.body && (
        <Typography sx={{ mt: 1, overflowWrap: "anywhere", whiteSpace: "pre-line" }}>
          {review.body}
        </Typography>
      )}
      <Typography variant="body2" sx={{ mt: 1, color: "text.secondary" }}>
        {review.author} · <Moment iso={review.created_at} />
        {review.verified_purchase && " · Bought here"}
      </Typography>
      {review.response && (
        <Box sx={{ mt: 1.5, p: 2, borderRadius: 3, bgcolor: "neutralSoft.main" }}>
          <Typography variant="body2" sx={{ fontWeight: 650 }}>
            {vendorName} answered, <Moment iso={review.response.created_at} />
          </Typography>
          <Typography variant="body2" sx={{ mt: 0.5, overflowWrap: "anywhere", whiteSpace: "pre-line" }}>
            {review.response.body}
          </Typography>
        </Box>
      )}
      {action}
    </Box>
  );
}
