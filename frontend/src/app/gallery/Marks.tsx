import Box from "@mui/material/Box";
import { ConnectionState } from "@/components/ConnectionState";
import { Figure } from "@/components/Figure";
import { HashText } from "@/components/HashText";
import { Moment } from "@/components/Moment";
import { Panel } from "@/components/Panel";
import { RatingStars } from "@/components/RatingStars";
import { StarRow } from "@/components/StarRow";
import { StatusChip } from "@/components/StatusChip";
import { StatusProgress } from "@/components/StatusProgress";
import { Tag } from "@/components/Tag";
import { Timeline } from "@/components/Timeline";
import { VerifiedBadge } from "@/components/VerifiedBadge";
import { progressSteps } from "@/lib/progress";
import { Shown } from "./Shown";

const STATUSES = [
  ["placed", "Placed"],
  ["accepted", "Accepted"],
  ["preparing", "Preparing"],
  ["ready_for_pickup", "Ready"],
  ["out_for_delivery", "On its way"],
  ["delivered", "Delivered"],
  ["completed", "Completed"],
  ["rejected", "Rejected"],
  ["cancelled", "Cancelled"],
] as const;
const TONES = ["brandSoft", "accentSoft", "infoSoft", "neutralSoft"] as const;
const SINCE = Date.now() - 125_000;

const entryOf = (sequence: number, status: string, label: string, note = "") => ({
  sequence,
  status,
  label,
  note,
  actor_role: sequence === 0 ? "customer" : "vendor",
  recorded_at: new Date(SINCE + sequence * 60_000).toISOString(),
});

/** What says something, and takes no tap. */
export function Marks() {
  return (
    <Panel title="Marks">
      <Shown name="StatusChip">
        {STATUSES.map(([status, label]) => (
          <StatusChip key={status} status={status} label={label} />
        ))}
      </Shown>
      <Shown name="StatusProgress, from placed to completed">
        {["placed", "preparing", "completed"].map((status) => (
          <Box key={status} sx={{ width: 1 }}>
            <StatusProgress steps={progressSteps(status, "pickup")} />
          </Box>
        ))}
      </Shown>
      <Shown name="Timeline">
        <Timeline
          vendorName="Crumb & Co"
          entries={[entryOf(0, "placed", "Placed"), entryOf(1, "accepted", "Accepted", "Warm at ten")]}
        />
      </Shown>
      <Shown name="VerifiedBadge, on a page and on a picture">
        <VerifiedBadge />
        <VerifiedBadge solid />
      </Shown>
      <Shown name="RatingStars and StarRow: none yet, some, all">
        <RatingStars average={null} count={0} />
        <RatingStars average={4.3} count={27} />
        <StarRow rating={2} />
        <StarRow rating={5} />
      </Shown>
      <Shown name="Tag">
        {TONES.map((tone) => (
          <Tag key={tone} tone={tone}>
            {tone}
          </Tag>
        ))}
      </Shown>
      <Shown name="ConnectionState: live, connecting, lost">
        <ConnectionState connection={{ state: "live", since: null }} />
        <ConnectionState connection={{ state: "connecting", since: null }} />
        <ConnectionState connection={{ state: "reconnecting", since: SINCE }} />
      </Shown>
      <Shown name="Figure, Moment, HashText">
        <Box component="dl" sx={{ m: 0 }}>
          <Figure name="Orders">1,204</Figure>
        </Box>
        <Moment iso={new Date(SINCE).toISOString()} />
        <HashText what="the root hash" text="x3Zq0b1oQk6cV2m8R4tJ7yLw5uNfHsDaEgKpTiBvCxM=" />
      </Shown>
    </Panel>
  );
}
