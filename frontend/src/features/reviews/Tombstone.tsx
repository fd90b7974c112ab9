import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { MessageSquareOff } from "lucide-react";
import type { Review } from "@/api/types";
import { Moment } from "@/components/Moment";

const WORDS: Record<Review["status"], string> = {
  hidden: "A review was removed by a moderator",
  withdrawn: "A review was withdrawn by its author",
  pending: "A review that is not shown yet",
  published: "A review",
};

/** What is left of a review that was removed: that there was one, and since when it is gone. */
export function Tombstone({ review }: { review: Review }) {
  return (
    <Box
      component="article"
      sx={{
        py: 2,
        borderBottom: 1,
        borderColor: "divider",
        color: "text.secondary",
        display: "flex",
        gap: 1.5,
      }}
    >
      <MessageSquareOff size={20} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
      <div>
        <Typography>
          {WORDS[review.status]}
          {review.removed_at && (
            <>
              , <Moment iso={review.removed_at} />
            </>
          )}
        </Typography>
        <Typography variant="body2">
          Written <Moment iso={review.created_at} />. It no longer counts; the log keeps that it did.
        </Typography>
      </div>
    </Box>
  );
}
