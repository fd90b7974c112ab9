import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { t } from "@/lib/language/catalogue";
import { transparencyQuery } from "../queries";
import { AllTime } from "./AllTime";
import { Counts } from "./Counts";
import { Downloads } from "./Downloads";
import { Months } from "./Months";
import { Removed } from "./Removed";
import { Rules } from "./Rules";

/** What moderators do, in figures that anybody can hold against the log. */
export function TransparencyView() {
  const query = useQuery(transparencyQuery);
  return (
    <>
      <Typography sx={{ maxWidth: 680, mb: 3, color: "text.secondary" }}>
        {t(
          "Reviews are hidden only by people, only for the reasons listed here, and the log is told before a review disappears. Its author is told why and can appeal to somebody else.",
        )}
      </Typography>
      <QueryView query={query} skeleton={<CardSkeletons count={4} height={160} />}>
        {(figures) => (
          <Box sx={{ display: "grid", gap: 3, gridTemplateColumns: "minmax(0, 1fr)" }}>
            <AllTime figures={figures} />
            <Removed removed={figures.removed} />
            <Counts
              title={t("Decisions and their reasons")}
              empty={t("No moderator has decided anything yet.")}
              rows={figures.decisions.map((one) => ({
                key: `${one.decision} ${one.reason}`,
                words: `${one.decision_label}: ${one.reason_label}`,
                count: one.count,
              }))}
            />
            <Counts
              title={t("Why readers report reviews")}
              empty={t("No review was reported yet.")}
              rows={figures.reports.map((one) => ({
                key: one.reason,
                words: one.reason_label,
                count: one.count,
              }))}
            />
            <Months months={figures.months} />
            <Rules rules={figures.rules} samplePercent={figures.sample_percent} />
            <Downloads />
          </Box>
        )}
      </QueryView>
    </>
  );
}
