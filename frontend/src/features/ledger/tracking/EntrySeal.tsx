import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { ChevronDown, Clock, type LucideIcon, ShieldAlert, ShieldCheck, Stamp } from "lucide-react";
import type { TrackingEntry } from "@/api/types";
import { HashText } from "@/components/HashText";
import { useNow } from "@/lib/useNow";
import { exactWindow } from "../result/windowWords";
import { SEAL_WORDS, type Seal, type SealState, windowOf } from "./seal";

interface Props {
  entry: TrackingEntry;
  seal: Seal;
  /** The leaf hash was not sent with the seal: ask for it. */
  onMissingHash: () => void;
}

const LOOKS: Record<SealState, { icon: LucideIcon; colour: string }> = {
  waiting: { icon: Clock, colour: "text.secondary" },
  sealed: { icon: Stamp, colour: "text.secondary" },
  proven: { icon: ShieldCheck, colour: "primary.main" },
  failed: { icon: ShieldAlert, colour: "error.main" },
};

/** Recorded, sealed, proven or not: the mark of one entry, with its place in the log for who wants to compare it. */
export function EntrySeal({ entry, seal, onMissingHash }: Props) {
  const window = windowOf(seal, useNow());
  return (
    <>
      {entry.leaf_index === null ? (
        <Box sx={{ minHeight: 36, display: "flex", alignItems: "center" }}>
          <Mark state={seal.state} />
        </Box>
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
            <Mark state={seal.state} />
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
    </>
  );
}

function Mark({ state }: { state: SealState }) {
  const { icon: Icon, colour } = LOOKS[state];
  return (
    <Box
      component="span"
      sx={{ display: "inline-flex", alignItems: "center", gap: 0.75, fontSize: "0.875rem", color: colour }}
    >
      <Icon size={17} aria-hidden />
      <Box component="span" sx={{ fontWeight: state === "waiting" ? 400 : 550 }}>
        {SEAL_WORDS[state]}
      </Box>
    </Box>
  );
}
