import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import LinearProgress from "@mui/material/LinearProgress";
import Typography from "@mui/material/Typography";
import { ShieldCheck } from "lucide-react";
import type { Tracking } from "@/api/types";
import { AppLink } from "@/components/AppLink";
import { VISUALLY_HIDDEN } from "@/components/hidden";
import { Panel } from "@/components/Panel";
import { TAP } from "@/components/tap";
import { OrderChain } from "../OrderChain";
import { findingOf } from "../result/finding";
import { ResultView } from "../result/ResultView";
import type { Independent } from "../result/witnessWords";
import { CheckedAgain } from "./CheckedAgain";
import { DownloadProof } from "./DownloadProof";
import { newSince } from "./shown";
import { shownRow } from "./shownRow";
import type { Verifying } from "./useVerification";
import { isOfOtherLog, type Stage } from "./verification";
import { whyNoAnswer } from "./whyNoAnswer";

interface Props {
  uid: string;
  tracking: Tracking;
  verifying: Verifying;
  independent: Independent;
}

const DOING: Record<Stage, string> = {
  fetching: "Fetching the proof…",
  checking: "Checking it in your browser…",
  comparing: "Comparing it with this page…",
};

/** "Is this true?": one press, and the browser itself checks the record against the public log. */
export function ProofPanel({ uid, tracking, verifying, independent }: Props) {
  const { error, isChecking, stage, verify } = verifying;
  const result = verifying.resultFor(tracking);
  const chainId = tracking.ledger?.chain_id;
  if (!chainId) {
    return (
      <Panel title="Is this true?">
        <Typography>
          What tied this order to the public log was erased with its personal data, so nothing can be proven
          about it any more.
        </Typography>
      </Panel>
    );
  }
  const fresh = result ? newSince(tracking, result.report) : 0;
  const isOther = result !== undefined && isOfOtherLog(result);
  const finding =
    result && !isOther ? findingOf(result.report, independent, shownRow(tracking, result)) : undefined;
  return (
    <Panel title="Is this true?">
      <Box sx={{ display: "grid", gap: 2, minWidth: 0 }}>
        {result && finding ? (
          <ResultView report={result.report} finding={finding} at={result.at} />
        ) : (
          <Unchecked origin={isOther ? result.report.origin : null} />
        )}
        {verifying.checkedAgainAt !== null && !result && <CheckedAgain at={verifying.checkedAgainAt} />}
        <Box role="status">
          {isChecking && (
            <>
              <Typography variant="body2" sx={{ color: "text.secondary", mb: 0.75 }}>
                {DOING[stage]}
              </Typography>
              <LinearProgress aria-label="Checking" />
            </>
          )}
          {!isChecking && finding && (
            <Box sx={VISUALLY_HIDDEN}>{`Checked. ${finding.title}: ${finding.count}.`}</Box>
          )}
          {!isChecking && fresh > 0 && (
            <Typography sx={{ fontWeight: 600 }}>
              {fresh === 1 ? "1 new entry since" : `${fresh} new entries since`}
            </Typography>
          )}
        </Box>
        {error && !isChecking && <Alert severity="warning">{whyNoAnswer(error)}</Alert>}
        <Box sx={{ display: "flex", gap: 1.5, flexWrap: "wrap", alignItems: "center" }}>
          <Button
            variant={result && fresh === 0 ? "outlined" : "contained"}
            size={result ? "medium" : "large"}
            startIcon={<ShieldCheck size={20} aria-hidden />}
            aria-disabled={isChecking} // a disabled button would let the keyboard's focus go
            onClick={() => isChecking || verify()}
          >
            {result ? "Verify again" : "Verify"}
          </Button>
          <DownloadProof uid={uid} reference={tracking.reference} />
          <AppLink to="/ledger#tools" sx={TAP}>
            Check it with other tools
          </AppLink>
        </Box>
        <OrderChain chainId={chainId} linkDamaged={verifying.linkDamaged} />
      </Box>
    </Panel>
  );
}

/** What stands here before there is a result, and where a proof of another log could not be checked. */
function Unchecked({ origin }: { origin: string | null }) {
  return (
    <Typography sx={{ overflowWrap: "anywhere" }}>
      {origin === null
        ? "You need not believe us. Your browser can check this record by itself, against the public log."
        : `Nothing was checked: the proof is of the log ${origin}, and this browser kept another one. Above stands what to do.`}
    </Typography>
  );
}
