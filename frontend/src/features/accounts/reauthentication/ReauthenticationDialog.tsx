import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CardSkeletons } from "@/components/CardSkeletons";
import { FormDialog } from "@/components/FormDialog";
import { QueryView } from "@/components/QueryView";
import { t } from "@/lib/language/catalogue";
import { ConfirmForm } from "./ConfirmForm";
import { type Proof, proofsQuery } from "./proofs";

const TITLES = (): Record<Proof, string> => ({
  password: t("Use the password"),
  totp: t("Use the authenticator app"),
  webauthn: t("Use a passkey or security key"),
  recovery_codes: t("Use a recovery code"),
});

interface Props {
  onConfirmed: () => void;
  onCancel: () => void;
}

/** "Is it still you?" before what a borrowed screen must not be enough for. */
export function ReauthenticationDialog({ onConfirmed, onCancel }: Props) {
  const query = useQuery(proofsQuery);
  return (
    <FormDialog
      title={t("Confirm that it is you")}
      hint={t("This is a sensitive change, so we ask once more. Then it goes on by itself.")}
      onClose={onCancel}
    >
      <QueryView query={query} skeleton={<CardSkeletons count={1} height={120} />}>
        {(proofs) => <Proofs proofs={proofs} onConfirmed={onConfirmed} />}
      </QueryView>
    </FormDialog>
  );
}

function Proofs({ proofs, onConfirmed }: { proofs: Proof[]; onConfirmed: () => void }) {
  const [proof, setProof] = useState<Proof | undefined>(proofs[0]);
  if (!proof) return <Box>{t("Sign out and in again, then try once more.")}</Box>;
  return (
    <>
      <ConfirmForm key={proof} proof={proof} onConfirmed={onConfirmed} />
      {proofs.length > 1 && (
        <Box sx={{ display: "grid", justifyItems: "start", borderTop: 1, borderColor: "divider", pt: 1 }}>
          {proofs
            .filter((each) => each !== proof)
            .map((each) => (
              <Button key={each} onClick={() => setProof(each)} sx={{ ml: -2 }}>
                {TITLES()[each]}
              </Button>
            ))}
        </Box>
      )}
    </>
  );
}
