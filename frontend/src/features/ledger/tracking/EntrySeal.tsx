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
import { CopyText } from "@/components/plain/CopyText";
import { t } from "@/lib/language/catalogue";
import { inDigits, listed } from "@/lib/numbers";
import { useNow } from "@/lib/useNow";
import { exactWindow } from "../result/windowWords";
import { markWords, type Seal, type SealState, sealAt, windowOf } from "./marks";
import { wordsName } from "./shown";

interface Props {
  entry: TrackingEntry;
  seal: Seal;
  /** The leaf hash was not sent with the seal: ask for it. */
  onMissingHash: () => void;
}

const ICONS: Record<SealState, LucideIcon> = {
  waiting: Clock,
  overdue: TriangleAlert,
  sealed: Stamp,
  proven: ShieldCheck,
  failed: ShieldAlert,
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
        <div className="seal" data-state={state}>
          {mark}
        </div>
      ) : (
        <details
          className="seal"
          data-state={state}
          onToggle={({ currentTarget }) => currentTarget.open && entry.leaf_hash === null && onMissingHash()}
        >
          <summary title={t("Leaf {leaf_index} of the log", { leaf_index: entry.leaf_index })}>
            {mark}
            <ChevronDown className="more" size={16} aria-hidden="true" />
          </summary>
          <p className="quiet">
            {t("Leaf {leaf_index} of the public log, with the hash", {
              leaf_index: inDigits(entry.leaf_index),
            })}
          </p>
          {entry.leaf_hash ? (
            <CopyText
              text={entry.leaf_hash}
              what={t("the leaf hash of entry {sequence}", { sequence: entry.sequence })}
            />
          ) : (
            <p className="quiet">…</p>
          )}
        </details>
      )}
      {window && (
        <p className="quiet" title={seal.proven ? exactWindow(seal.proven) : undefined}>
          {window}
        </p>
      )}
      {seal.unopened.length > 0 && (
        <p className="quiet">
          {t("Not proven to you: the words of its {unopened}", {
            unopened: listed(seal.unopened.map(wordsName)),
          })}
        </p>
      )}
    </>
  );
}

function Mark({ state, words }: { state: SealState; words: string }) {
  const Icon = ICONS[state];
  return (
    <span className="mark">
      <Icon size={17} aria-hidden="true" />
      <span>{words}</span>
    </span>
  );
}
