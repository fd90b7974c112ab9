import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import {
  ChevronDown,
  Clock,
  type LucideIcon,
  ShieldAlert,
  ShieldCheck,
  Stamp,
  TriangleAlert,
} from "lucide-react";
import type { TrackingEntry } from "@/api/types";
import { HashText } from "@/components/HashText";
import { useNow } from "@/lib/useNow";
import { exactWindow } from "../result/windowWords";
import { markWords, type Seal, type SealState, sealAt, windowOf } from "./seal";

interface Props {
  entry: TrackingEntry;
  seal: Seal;
  /** The leaf hash was not sent with the seal: ask for it. */
  onMissingHash: () => void;
}

const LOOKS: Record<SealState, { icon: LucideIcon; colour: string; ground?: string }> = {
  waiting: { icon: Clock, colour: "text.secondary" },
  overdue: { icon: TriangleAlert, colour: "accentSoft.contrastText", ground: "accentSoft.main" },
  sealed: { icon: Stamp, colour: "text.secondary" },
  proven: { icon: ShieldCheck, colour: "primary.main" },
  failed: { icon: ShieldAlert, colour: "error.main" },
};

/** Recorded, sealed, proven or not: the mark of one entry, with its place in the log for who wants to compare it. */
export function EntrySeal({ entry, seal, onMissingHash }: Props) {
  const now = useNow();
  const window = windowOf(seal, now);
  const state = sealAt(seal, entry, now);
  const mark = <Mark state={state} words={markWords(state, entry, now)} />;
  return (
    <>
      {entry.leaf_index === null ? (
        <Box sx={{ minHeight: 36, display: "flex", alignItems: "center" }}>{mark}</Box>
      ) : (
        <Box
          component="details"
          onToggle={({ currentTarget }) => currentTarget.open && entry.leaf_hash === null && onMissingHash()}
          sx={{ "&[open] .more": { transform: "rotate(180deg)" } }}
        >
          <Box
            component="summary"
            title={`Leaf ${entry.leaf_index} of the log`}
            sx={{
              minHeight: 44,
              display: "inline-flex",
              alignItems: "center",
              gap: 0.75,
              cursor: "pointer",
              borderRadius: 2,
              listStyle: "none",
              "&::-webkit-details-marker": { display: "none" },
            }}
          >
            {mark}
            <ChevronDown className="more" size={16} aria-hidden />
          </Box>
          <Box sx={{ pb: 1, minWidth: 0 }}>
            <Typography variant="body2">
              Leaf {entry.leaf_index.toLocaleString()} of the public log, with the hash
            </Typography>
            {entry.leaf_hash ? (
              <HashText text={entry.leaf_hash} what={`the leaf hash of entry ${entry.sequence}`} />
            ) : (
              <Typography variant="body2">…</Typography>
            )}
          </Box>
        </Box>
      )}
      {window && (
        <Typography
          variant="body2"
          title={seal.proven ? exactWindow(seal.proven) : undefined}
          sx={{ color: "text.secondary", mt: -0.5 }}
        >
          {window}
        </Typography>
      )}
      {seal.unopened.length > 0 && (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {`Not proven to you: the words of its ${seal.unopened.join(" and ")}`}
        </Typography>
      )}
    </>
  );
}

function Mark({ state, words }: { state: SealState; words: string }) {
  const { icon: Icon, colour, ground } = LOOKS[state];
  return (
    <Box
      component="span"
      sx={{
        display: "inline-flex",
        alignItems: "center",
        gap: 0.75,
        fontSize: "0.875rem",
        color: colour,
        ...(ground && { bgcolor: ground, px: 1.25, py: 0.5, borderRadius: 2 }),
      }}
    >
      <Icon size={17} aria-hidden />
      <Box component="span" sx={{ fontWeight: state === "waiting" ? 400 : 550 }}>
        {words}
      </Box>
    </Box>
  );
}
