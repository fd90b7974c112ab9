import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { canUsePasskeys } from "@/api/webauthn";
import { DoneNote } from "@/components/DoneNote";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import { AddPasskeyDialog } from "../secondFactor/AddPasskeyDialog";
import { authenticatorsQuery } from "../secondFactor/queries";
import { PasswordDialog } from "../security/PasswordDialog";
import { signInStateQuery } from "../security/queries";

/** Offered once the order of a guest is placed. Leaving it is as good: a code by mail signs them in again. */
export function KeepAccount() {
  const session = useQuery(signInStateQuery);
  const factors = useQuery(authenticatorsQuery);
  const [adding, setAdding] = useState<"password" | "passkey" | null>(null);
  const [isLeft, setLeft] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const isGuest = session.data?.user.has_usable_password === false && factors.data?.length === 0;
  const finish = (words: string): void => {
    setAdding(null);
    setLeft(true);
    setDone(words);
  };
  return (
    <>
      {isGuest && !isLeft && (
        <Panel title={t("Keep your account?")}>
          <Typography sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
            {rich(
              "You ordered without a password. To see this order again, a code to {email} is enough. A password or a passkey spares you the code.",
              { email: session.data?.user.email },
            )}
          </Typography>
          <Box sx={{ mt: 2, display: "flex", flexWrap: "wrap", gap: 1 }}>
            <Button variant="outlined" onClick={() => setAdding("password")}>
              {t("Set a password")}
            </Button>
            {canUsePasskeys() && (
              <Button variant="outlined" onClick={() => setAdding("passkey")}>
                {t("Add a passkey")}
              </Button>
            )}
            <Button onClick={() => setLeft(true)}>{t("Leave it as it is")}</Button>
          </Box>
        </Panel>
      )}
      {adding === "password" && (
        <PasswordDialog
          hasPassword={false}
          onDone={() => finish(t("Your password is set."))}
          onClose={() => setAdding(null)}
        />
      )}
      {adding === "passkey" && (
        <AddPasskeyDialog
          kind="passkey"
          isFirst
          onDone={() => finish(t("Your passkey is set up."))}
          onClose={() => setAdding(null)}
        />
      )}
      <DoneNote message={done} onClose={() => setDone(null)} />
    </>
  );
}
