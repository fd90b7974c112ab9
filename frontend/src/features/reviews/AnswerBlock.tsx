import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Review } from "@/api/types";
import { FormDialog } from "@/components/FormDialog";
import { Moment } from "@/components/Moment";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import { HistoryButton } from "./HistoryButton";
import { answerHistoryQuery } from "./queries";

interface Props {
  review: Review;
  vendorName: string;
}

/** The business's one public answer. */
export function AnswerBlock({ review, vendorName }: Props) {
  const [open, setOpen] = useState(false);
  const { response } = review;
  if (!response) return null;
  return (
    <Box sx={{ mt: 1.5, p: 2, borderRadius: 3, bgcolor: "neutralSoft.main" }}>
      <Typography variant="body2" component="div" sx={{ fontWeight: 650 }}>
        {rich("{vendorName} answered, {moment}", {
          vendorName,
          moment: <Moment iso={response.created_at} />,
        })}
        {response.version > 1 && (
          <HistoryButton
            label={t("What {vendorName} answered before", { vendorName })}
            onClick={() => setOpen(true)}
          >
            {t("Edited")}
          </HistoryButton>
        )}
      </Typography>
      <Typography variant="body2" sx={{ mt: 0.5, overflowWrap: "anywhere", whiteSpace: "pre-line" }}>
        {response.body}
      </Typography>
      {open && <AnswerHistory id={review.id} onClose={() => setOpen(false)} />}
    </Box>
  );
}

function AnswerHistory({ id, onClose }: { id: number; onClose: () => void }) {
  const query = useInfiniteQuery(answerHistoryQuery(id));
  return (
    <FormDialog title={t("What this answer said")} onClose={onClose}>
      <QueryView query={query} skeleton={<Skeleton variant="rounded" height={100} />}>
        {({ pages }) => (
          <Box component="ol" sx={{ listStyle: "none", p: 0, m: 0, display: "grid", gap: 2 }}>
            {pages
              .flatMap((page) => page.results)
              .map((version) => (
                <Box component="li" key={version.number} sx={{ overflowWrap: "anywhere" }}>
                  <Typography variant="body2" sx={{ color: "text.secondary" }}>
                    <Moment iso={version.recorded_at} />
                  </Typography>
                  <Typography sx={{ whiteSpace: "pre-line" }}>{version.body}</Typography>
                </Box>
              ))}
          </Box>
        )}
      </QueryView>
      <ShowMore query={query} />
    </FormDialog>
  );
}
