import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import LinearProgress from "@mui/material/LinearProgress";
import Typography from "@mui/material/Typography";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";
import type { Report } from "@/lib/ledger";
import { PolicyNotice } from "../PolicyNotice";
import { figuresQuery, policyQuery } from "../queries";
import { SavedVerifier } from "../SavedVerifier";
import { acceptSitePolicy } from "../sitePolicy";
import { independentOf } from "../types";
import { CheckedFile } from "./CheckedFile";
import { ComparedWith } from "./ComparedWith";
import { checkFile, type GivenFile, type Question } from "./checkFile";
import { ProofDrop } from "./ProofDrop";
import { whyNotChecked } from "./whyNotChecked";

const FROM_CLIPBOARD = () => t("The pasted text");

/** In their own policy file readers have said themselves whom they believe. */
const everyWitness = (report: Report): ReadonlySet<string> =>
  new Set(report.witnesses.map(({ name }) => name));

/** A proof from anywhere, checked here and now, and sent nowhere. */
export function VerifyView() {
  const [proof, setProof] = useState<GivenFile | null>(null);
  const [policy, setPolicy] = useState<GivenFile | null>(null);
  const [chain, setChain] = useState("");
  const queryClient = useQueryClient();
  const { data: figures } = useQuery(figuresQuery);
  const check = useMutation({
    mutationFn: (question: Question) => checkFile(question, () => queryClient.fetchQuery(policyQuery)),
    networkMode: "always",
  });
  const ask = (changes: Partial<Question>): void => {
    const question = { proof: changes.proof ?? proof, policy, chain, ...changes };
    if (question.proof) check.mutate({ ...question, proof: question.proof });
  };
  const accept = (): void => {
    if (check.data?.changedPolicy) acceptSitePolicy(check.data.changedPolicy);
    ask({});
  };
  return (
    <Box sx={{ display: "grid", gap: 2, minWidth: 0 }}>
      <Typography sx={{ fontSize: "1.125rem", maxWidth: 720, mt: -1.5 }}>
        {t(
          "A proof that you downloaded, or that somebody sent you. Nothing is uploaded: your browser checks it on this device.",
        )}
      </Typography>
      <ProofDrop
        given={proof}
        onGiven={(text, name = FROM_CLIPBOARD()) => {
          const given = { name, text };
          setProof(given);
          ask({ proof: given });
        }}
      />
      <ComparedWith
        origin={figures?.origin}
        policy={policy}
        chain={chain}
        onPolicy={(chosen) => {
          setPolicy(chosen);
          ask({ policy: chosen });
        }}
        onChain={(text, isReadable) => {
          setChain(text);
          if (isReadable) ask({ chain: text });
        }}
      />
      {check.isPending && <LinearProgress aria-label={t("Checking")} />}
      {check.error && (
        <Alert severity="info" role="alert">
          {whyNotChecked(check.error)}
        </Alert>
      )}
      {check.data && (
        <>
          <PolicyNotice
            isChanged={check.data.changedPolicy !== null}
            isChecking={check.isPending}
            onAccept={accept}
          />
          <CheckedFile
            checked={check.data}
            independent={policy ? everyWitness(check.data.report) : independentOf(figures)}
            onPolicy={(chosen) => {
              setPolicy(chosen);
              ask({ policy: chosen });
            }}
          />
        </>
      )}
      <Panel title={t("Without this page")}>
        <SavedVerifier verifier={figures?.verifier} />
      </Panel>
    </Box>
  );
}
