import Typography from "@mui/material/Typography";
import type { Transparency } from "@/api/types";
import { AppLink } from "@/components/AppLink";
import { HashText } from "@/components/HashText";
import { Moment } from "@/components/Moment";
import { Panel } from "@/components/Panel";

const reviews = (count: number): string => `${count.toLocaleString()} ${count === 1 ? "review" : "reviews"}`;

/** How many reviews moderators removed, by the log's own count, and where to count again. */
export function Removed({ removed }: { removed: Transparency["removed"] }) {
  return (
    <Panel title="Removed reviews, by the log’s count">
      {removed === null ? (
        <Typography sx={{ color: "text.secondary" }}>The log has not signed anything yet.</Typography>
      ) : (
        <>
          <Typography sx={{ fontWeight: 650, fontSize: "1.25rem" }}>
            {reviews(removed.removed_now)} removed now
          </Typography>
          <Typography sx={{ mt: 1, color: "text.secondary" }}>
            The first {removed.tree_size.toLocaleString()} entries of <AppLink to="/ledger">the log</AppLink>{" "}
            hold {removed.tombstones.toLocaleString()} removals by moderators, and{" "}
            {reviews(removed.published_again)} of them came back. Counted <Moment iso={removed.counted_at} />.
            Every night this is held against what we show, and anybody can count again up to this root:
          </Typography>
          <HashText text={removed.root_hash} what="the root hash" />
        </>
      )}
    </Panel>
  );
}
