import Typography from "@mui/material/Typography";
import type { Transparency } from "@/api/types";
import { AppLink } from "@/components/AppLink";
import { HashText } from "@/components/HashText";
import { Moment } from "@/components/Moment";
import { Panel } from "@/components/Panel";
import { plural, t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import { inDigits } from "@/lib/numbers";

const reviews = (count: number): string => plural("{count} review", "{count} reviews", count);

/** How many reviews moderators removed, by the log's own count, and where to count again. */
export function Removed({ removed }: { removed: Transparency["removed"] }) {
  return (
    <Panel title={t("Removed reviews, by the log’s count")}>
      {removed === null ? (
        <Typography sx={{ color: "text.secondary" }}>{t("The log has not signed anything yet.")}</Typography>
      ) : (
        <>
          <Typography sx={{ fontWeight: 650, fontSize: "1.25rem" }}>
            {t("{reviews} removed now", { reviews: reviews(removed.removed_now) })}
          </Typography>
          <Typography sx={{ mt: 1, color: "text.secondary" }}>
            {rich(
              "The first {tree_size} entries of <link>the log</link> hold {tombstones} removals by moderators, and {reviews} of them came back. Counted {moment}. Every night this is held against what we show, and anybody can count again up to this root:",
              {
                tree_size: inDigits(removed.tree_size),
                link: (words) => <AppLink to="/ledger">{words}</AppLink>,
                tombstones: inDigits(removed.tombstones),
                reviews: reviews(removed.published_again),
                moment: <Moment iso={removed.counted_at} />,
              },
            )}
          </Typography>
          <HashText text={removed.root_hash} what={t("the root hash")} />
        </>
      )}
    </Panel>
  );
}
