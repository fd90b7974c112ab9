import { useQuery } from "@tanstack/react-query";
import { memo, useEffect } from "react";
import type { Tracking, TrackingEntry } from "@/api/types";
import { PolicyNotice } from "@/features/ledger/PolicyNotice";
import { figuresQuery } from "@/features/ledger/queries";
import { findingOf } from "@/features/ledger/result/finding";
import { ResultView } from "@/features/ledger/result/ResultView";
import { CheckedAgain } from "@/features/ledger/tracking/CheckedAgain";
import { LostProof } from "@/features/ledger/tracking/LostProof";
import type { Seal } from "@/features/ledger/tracking/marks";
import { ProofAlarm } from "@/features/ledger/tracking/ProofAlarm";
import { type Checking, UNCHECKED } from "@/features/ledger/tracking/ProofPanel";
import { sealOf } from "@/features/ledger/tracking/seal";
import { newSince } from "@/features/ledger/tracking/shown";
import { shownRow } from "@/features/ledger/tracking/shownRow";
import { useVerification, type Verifying } from "@/features/ledger/tracking/useVerification";
import { isOfOtherLog, type Stage } from "@/features/ledger/tracking/verification";
import { whyNoAnswer } from "@/features/ledger/tracking/whyNoAnswer";
import { independentOf, type LedgerFigures } from "@/features/ledger/types";
import { t } from "@/lib/language/catalogue";
import { Island } from "./Island";

/** What checks a record, and draws what it found. One chunk, fetched when somebody asks, or where this browser asked before. */
export interface EngineState {
  verifying: Verifying;
  figures: LedgerFigures | undefined;
}

interface EngineProps {
  uid: string;
  /** There is a page with a proof. */
  isShown: boolean;
  renewPage: () => Promise<boolean>;
  onState: (state: EngineState) => void;
}

/** Does the checking and tells how it stands; draws nothing. */
export const Engine = memo(function Engine({ uid, isShown, renewPage, onState }: EngineProps) {
  const verifying = useVerification(uid, renewPage, isShown);
  const { data: figures } = useQuery({ ...figuresQuery, enabled: verifying.isOfInterest });
  // Each time that something changed here: it is not drawn anew for what changes outside
  useEffect(() => onState({ verifying, figures }));
  return null;
});

const DOING = (): Record<Stage, string> => ({
  fetching: t("Fetching the proof…"),
  checking: t("Checking it in your browser…"),
  comparing: t("Comparing it with this page…"),
});

function findingFor(tracking: Tracking, { verifying, figures }: EngineState) {
  const result = verifying.resultFor(tracking);
  if (!result || isOfOtherLog(result)) return undefined;
  return findingOf(result.report, independentOf(figures), shownRow(tracking, result));
}

/** How it stands, in the words of the panel. */
export function checkingOf(tracking: Tracking, state: EngineState): Checking {
  const { verifying } = state;
  const result = verifying.resultFor(tracking);
  const finding = findingFor(tracking, state);
  return {
    doing: verifying.isChecking ? DOING()[verifying.stage] : null,
    trouble: verifying.error && whyNoAnswer(verifying.error),
    told: finding
      ? t("Checked. {finding}: {count}.", { finding: finding.title, count: finding.count })
      : null,
    hasResult: finding !== undefined,
    fresh: result ? newSince(tracking, result.report) : 0,
    invitation:
      result && !finding
        ? t(
            "Nothing was checked: the proof is of the log {origin}, and this browser kept another one. Above stands what to do.",
            { origin: result.report.origin },
          )
        : UNCHECKED().invitation,
  };
}

/** The mark of an entry after a check. */
export const checkedSeal = (
  entry: TrackingEntry,
  tracking: Tracking,
  { verifying, figures }: EngineState,
): Seal => sealOf(entry, tracking, verifying.resultFor(tracking), independentOf(figures));

interface Drawn {
  tracking: Tracking;
  state: EngineState;
}

/** What must be read before anything else. */
export function Alarms({ uid, tracking, state: { verifying } }: Drawn & { uid: string }) {
  const { changed, resultFor } = verifying;
  return (
    <Island>
      <ProofAlarm tracking={tracking} result={resultFor(tracking)} />
      <LostProof uid={uid} tracking={tracking} errors={[verifying.error, verifying.quietError]} />
      <PolicyNotice
        isChanged={changed !== null}
        otherLog={changed && isOfOtherLog(changed) ? changed.report.origin : null}
        isChecking={verifying.isChecking}
        onAccept={verifying.acceptChange}
      />
    </Island>
  );
}

/** What a check found, point by point; or that one that nobody asked for found nothing. */
export function Result({ tracking, state }: Drawn) {
  const { checkedAgainAt, resultFor } = state.verifying;
  const result = resultFor(tracking);
  const finding = findingFor(tracking, state);
  return (
    <Island>
      {result && finding && <ResultView report={result.report} finding={finding} at={result.at} />}
      {checkedAgainAt !== null && !result && <CheckedAgain at={checkedAgainAt} />}
    </Island>
  );
}
