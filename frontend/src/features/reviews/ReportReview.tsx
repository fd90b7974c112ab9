import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { Flag } from "lucide-react";
import { useState } from "react";
import type { ReportSubject, Review } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { ReportDialog } from "./ReportDialog";

interface Props {
  review: Review;
  about?: ReportSubject;
}

/** For every reader with an account: ask the moderators to look at a review, or at the answer under it. */
export function ReportReview({ review, about = "review" }: Props) {
  const [open, setOpen] = useState(false);
  const [reported, setReported] = useState(false);
  if (reported) {
    return (
      <Typography variant="body2" role="status" sx={{ mt: 1.5, color: "text.secondary" }}>
        {t("Reported. A person of our team looks at it, and we mail you what came of it.")}
      </Typography>
    );
  }
  return (
    <>
      <Button
        size="small"
        color="inherit"
        startIcon={<Flag size={16} />}
        aria-label={
          about === "response"
            ? t("Report the answer to the review of {author}", { author: review.author })
            : t("Report the review of {author}", { author: review.author })
        }
        onClick={() => setOpen(true)}
        sx={{ mt: 0.5, ml: -1.5, color: "text.secondary", fontWeight: 550 }}
      >
        {about === "response" ? t("Report the answer") : t("Report")}
      </Button>
      {open && (
        <ReportDialog
          reviewId={review.id}
          about={about}
          onReported={() => setReported(true)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
