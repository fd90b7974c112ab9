import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { activateTotp } from "@/api/allauth";
import { CardSkeletons } from "@/components/CardSkeletons";
import { FormDialog } from "@/components/FormDialog";
import { OneCodeForm } from "@/components/OneCodeForm";
import { QueryView } from "@/components/QueryView";
import { t } from "@/lib/language/catalogue";
import { NewCodes } from "./NewCodes";
import { totpSecretQuery, useFactorsChanged } from "./queries";
import { TotpSecretView } from "./TotpSecretView";

interface Props {
  onDone: () => void;
  onClose: () => void;
}

/** Scan, type six digits, keep the recovery codes. */
export function TotpDialog({ onDone, onClose }: Props) {
  const [isActive, setActive] = useState(false);
  if (isActive) return <NewCodes title={t("Your authenticator app is set up")} onDone={onDone} />;
  return (
    <FormDialog title={t("Set up an authenticator app")} onClose={onClose}>
      <Scan onActive={() => setActive(true)} onClose={onClose} />
    </FormDialog>
  );
}

function Scan({ onActive, onClose }: { onActive: () => void; onClose: () => void }) {
  const query = useQuery(totpSecretQuery);
  const changed = useFactorsChanged();
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={1} height={320} />}>
      {(secret) => (
        <>
          <TotpSecretView secret={secret} />
          <OneCodeForm
            label={t("Code from the app")}
            digits={6}
            submit={t("Turn on")}
            onSubmit={async (code) => {
              await activateTotp(code);
              onActive();
              await changed();
            }}
          />
          <Box sx={{ textAlign: "center", mt: -1.5 }}>
            <Button onClick={onClose}>{t("Not now")}</Button>
          </Box>
        </>
      )}
    </QueryView>
  );
}
