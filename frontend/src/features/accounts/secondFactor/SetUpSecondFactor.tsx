import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { Fingerprint, KeyRound, Smartphone } from "lucide-react";
import { useEffect, useState } from "react";
import type { Me } from "@/api/types";
import { canUsePasskeys } from "@/api/webauthn";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { t } from "@/lib/language/catalogue";
import { useLeadOn } from "../useLeadOn";
import { AddPasskeyDialog } from "./AddPasskeyDialog";
import { noteSetUpAsked } from "./due";
import { FactorChoice } from "./FactorChoice";
import { authenticatorsQuery } from "./queries";
import { TotpDialog } from "./TotpDialog";

type Way = "passkey" | "totp" | "key";

/** From nothing to a second factor, then on to where the reader was headed. */
export function SetUpSecondFactor({ me }: { me: Me }) {
  const leadOn = useLeadOn();
  const query = useQuery(authenticatorsQuery);
  const [way, setWay] = useState<Way | null>(null);
  useEffect(() => noteSetUpAsked(me), [me]);
  const goOn = () => leadOn(me);
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={3} height={112} />}>
      {(factors) => {
        const hasOne = factors.some(({ type }) => type !== "recovery_codes");
        return (
          <Box sx={{ display: "grid", gap: 2 }}>
            <Typography sx={{ color: "text.secondary" }}>
              {hasOne
                ? t("You have a second factor. Another one helps on the day when the first is lost.")
                : t(
                    "Passwords get guessed, reused and typed into false pages. Choose what else opens your account.",
                  )}
            </Typography>
            {canUsePasskeys() && (
              <FactorChoice
                icon={Fingerprint}
                title={t("Passkey")}
                note={t("Quickest")}
                onChoose={() => setWay("passkey")}
              >
                {t("Your fingerprint, face or PIN, on this device or your phone.")}
              </FactorChoice>
            )}
            <FactorChoice icon={Smartphone} title={t("Authenticator app")} onChoose={() => setWay("totp")}>
              {t("Six digits from an app on your phone. Works without a network.")}
            </FactorChoice>
            {canUsePasskeys() && (
              <FactorChoice icon={KeyRound} title={t("Security key")} onChoose={() => setWay("key")}>
                {t("A small key that you plug in or hold to your phone.")}
              </FactorChoice>
            )}
            <Button
              variant={hasOne ? "contained" : "text"}
              onClick={() => void goOn()}
              sx={{ justifySelf: "center" }}
            >
              {hasOne ? t("Go on") : t("Later")}
            </Button>
            {way === "totp" && <TotpDialog onDone={() => void goOn()} onClose={() => setWay(null)} />}
            {(way === "passkey" || way === "key") && (
              <AddPasskeyDialog
                kind={way}
                isFirst={factors.length === 0}
                onDone={() => void goOn()}
                onClose={() => setWay(null)}
              />
            )}
          </Box>
        );
      }}
    </QueryView>
  );
}
