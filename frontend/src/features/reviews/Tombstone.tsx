import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { MessageSquareOff } from "lucide-react";
import type { Review } from "@/api/types";
import { Moment } from "@/components/Moment";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";

const WORDS = (): Record<Review["status"], string> => ({
  hidden: t("A review was removed by a moderator"),
  withdrawn: t("A review was withdrawn by its author"),
  pending: t("A review that is not shown yet"),
  published: t("A review"),
});

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
          {WORDS()[review.status]}
          {review.removed_at && (
            <>
              , <Moment iso={review.removed_at} />
            </>
          )}
        </Typography>
        <Typography variant="body2">
          {rich("Written {moment}. It no longer counts; the log keeps that it did.", {
            moment: <Moment iso={review.created_at} />,
          })}
        </Typography>
      </div>
    </Box>
  );
}
