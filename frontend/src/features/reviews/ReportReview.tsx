import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { Flag } from "lucide-react";
import { useState } from "react";
import type { Review } from "@/api/types";
import { ReportDialog } from "./ReportDialog";

/** For every reader with an account: ask the moderators to look at a review. */
export function ReportReview({ review }: { review: Review }) {
  const [open, setOpen] = useState(false);
  const [reported, setReported] = useState(false);
  if (reported) {
    return (
      <Typography variant="body2" role="status" sx={{ mt: 1.5, color: "text.secondary" }}>
        Reported. A person of our team looks at it, and we mail you what came of it.
      </Typography>
    );
  }
  return (
    <>
      <Button
        size="small"
        color="inherit"
        startIcon={<Flag size={16} />}
        aria-label={`Report the review of ${review.author}`}
        onClick={() => setOpen(true)}
        sx={{ mt: 0.5, ml: -1.5, color: "text.secondary", fontWeight: 550 }}
      >
        Report
      </Button>
      {open && (
        <ReportDialog
          reviewId={review.id}
          onReported={() => setReported(true)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
