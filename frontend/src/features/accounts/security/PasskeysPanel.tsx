import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { canUsePasskeys } from "@/api/webauthn";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { SettingList } from "@/components/SettingRow";
import { t } from "@/lib/language/catalogue";
import { AddPasskeyDialog, type KeyKind } from "../secondFactor/AddPasskeyDialog";
import { authenticatorsQuery } from "../secondFactor/queries";
import { PasskeyRow } from "./PasskeyRow";

export function PasskeysPanel({ onDone }: { onDone: (words: string) => void }) {
  const query = useQuery(authenticatorsQuery);
  const [adding, setAdding] = useState<KeyKind | null>(null);
  const finish = (): void => {
    setAdding(null);
    onDone(t("It is in your list now."));
  };
  return (
    <Panel title={t("Passkeys and security keys")}>
      <QueryView query={query} skeleton={<CardSkeletons count={1} height={64} />}>
        {(factors) => {
          const keys = factors.filter(({ type }) => type === "webauthn");
          if (keys.length === 0)
            return (
              <Typography variant="body2" sx={{ color: "text.secondary" }}>
                {t("None yet. A passkey cannot be guessed, copied or given away to a false page.")}
              </Typography>
            );
          return (
            <SettingList>
              {keys.map((each) => (
                <PasskeyRow key={each.id} passkey={each} onDone={onDone} />
              ))}
            </SettingList>
          );
        }}
      </QueryView>
      {canUsePasskeys() ? (
        <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, mt: 2 }}>
          <Button variant="outlined" onClick={() => setAdding("passkey")}>
            {t("Add a passkey")}
          </Button>
          <Button variant="outlined" onClick={() => setAdding("key")}>
            {t("Add a security key")}
          </Button>
        </Box>
      ) : (
        <Typography variant="body2" sx={{ mt: 2 }}>
          {t("This browser cannot use them.")}
        </Typography>
      )}
      {adding && (
        <AddPasskeyDialog
          kind={adding}
          isFirst={query.data?.length === 0}
          onDone={finish}
          onClose={() => setAdding(null)}
        />
      )}
    </Panel>
  );
}
