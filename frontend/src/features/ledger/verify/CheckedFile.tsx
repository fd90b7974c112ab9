import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";
import { wordsFor } from "@/lib/ledger";
import { LoudAlert } from "../LoudAlert";
import { OrderChain } from "../OrderChain";
import { EntriesTable } from "../result/EntriesTable";
import { findingOf } from "../result/finding";
import { ResultView } from "../result/ResultView";
import { failures } from "../result/rows";
import type { Independent } from "../result/witnessWords";
import type { Checked, GivenFile } from "./checkFile";
import { TextFileButton } from "./TextFileButton";

interface Props {
  checked: Checked;
  independent: Independent;
  onPolicy: (policy: GivenFile) => void;
}

/** The result of one file; a proof of another log needs that log's policy first. */
export function CheckedFile({ checked, independent, onPolicy }: Props) {
  const { report, at } = checked;
  const failed = failures(report);
  const [first] = failed;
  if (first?.code === "origin_unknown" || first?.code === "policy_malformed")
    return (
      <OtherPolicy checked={checked} isUnreadable={first.code === "policy_malformed"} onPolicy={onPolicy} />
    );
  return (
    <>
      {failed.length > 0 && (
        <LoudAlert title={t("This proof failed the check")}>
          {failed.map((verdict) => (
            <div key={verdict.property}>
              {wordsFor(verdict, report).title}: {wordsFor(verdict, report).text}
            </div>
          ))}
        </LoudAlert>
      )}
      <Panel title={t("What was found")}>
        <ResultView report={report} finding={findingOf(report, independent)} at={at} />
      </Panel>
      {report.entries.length > 0 && (
        <Panel title={t("Entries")}>
          <EntriesTable report={report} />
          <Box sx={{ mt: 2.5 }}>
            <OrderChain chainId={report.chainId} />
          </Box>
        </Panel>
      )}
    </>
  );
}

interface OtherProps {
  checked: Checked;
  isUnreadable: boolean;
  onPolicy: (policy: GivenFile) => void;
}

/** Nothing is said against the proof: only that this policy cannot judge it. */
function OtherPolicy({ checked: { proof, policy, report }, isUnreadable, onPolicy }: OtherProps) {
  return (
    <Alert
      severity="info"
      role="alert"
      sx={{ "& .MuiAlert-message": { minWidth: 0, overflowWrap: "anywhere" } }}
    >
      {isUnreadable
        ? t("{policy} is no policy that can be read, so nothing was checked.", {
            policy: policy?.name ?? t("This site’s policy"),
          })
        : t(
            "{proof} is a proof of another log: {origin}. Only the policy of that log can say whether it is right.",
            { proof: proof.name, origin: report.origin },
          )}
      <Box sx={{ mt: 1.5 }}>
        <TextFileButton
          label={isUnreadable ? t("Choose another policy file") : t("Choose its policy file")}
          inputLabel={t("Policy file of that log")}
          onFile={onPolicy}
        />
      </Box>
    </Alert>
  );
}
