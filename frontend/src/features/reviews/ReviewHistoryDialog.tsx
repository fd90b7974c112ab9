import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Review, ReviewVersion } from "@/api/types";
import { FormDialog } from "@/components/FormDialog";
import { Moment } from "@/components/Moment";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StarRow } from "@/components/StarRow";
import { plural, t } from "@/lib/language/catalogue";
import { reviewHistoryQuery } from "./queries";
import { ReviewItems } from "./ReviewItems";

const KINDS = (): Record<ReviewVersion["kind"], string> => ({
  original: t("First published"),
  edit: t("Changed by its author"),
  redaction: t("Redacted by a moderator"),
  put_back: t("Put back by a moderator"),
});

interface Props {
  review: Review;
  onClose: () => void;
}

export function ReviewHistoryDialog({ review, onClose }: Props) {
  const query = useInfiniteQuery(reviewHistoryQuery(review.id));
  return (
    <FormDialog
      title={t("What this review said")}
      hint={t("Each version stays, and each is in the public log.")}
      onClose={onClose}
    >
      <QueryView query={query} skeleton={<Skeleton variant="rounded" height={160} />}>
        {({ pages }) => (
          <Box component="ol" sx={{ listStyle: "none", p: 0, m: 0, display: "grid", gap: 2.5 }}>
            {pages
              .flatMap((page) => page.results)
              .map((version) => (
                <Version key={version.number} version={version} />
              ))}
          </Box>
        )}
      </QueryView>
      <ShowMore query={query} />
    </FormDialog>
  );
}

function Version({ version }: { version: ReviewVersion }) {
  return (
    <Box component="li" sx={{ overflowWrap: "anywhere" }}>
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        {KINDS()[version.kind]}, <Moment iso={version.recorded_at} />
      </Typography>
      <Box sx={{ display: "flex", gap: 1, alignItems: "center", flexWrap: "wrap" }}>
        <StarRow rating={version.rating} />
        <strong>{version.title}</strong>
      </Box>
      {version.is_withheld ? (
        <Typography sx={{ color: "text.secondary", fontStyle: "italic" }}>
          {t("These words were redacted by a moderator and are shown to nobody.")}
        </Typography>
      ) : (
        <Typography sx={{ whiteSpace: "pre-line" }}>{version.body}</Typography>
      )}
      <ReviewItems items={version.items} />
      {version.photo_count > 0 && (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {plural("{count} photo", "{count} photos", version.photo_count)}
        </Typography>
      )}
    </Box>
  );
}
