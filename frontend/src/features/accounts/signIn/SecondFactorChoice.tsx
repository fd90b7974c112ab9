import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FactorType } from "@/api/allauth";
import { canUsePasskeys } from "@/api/webauthn";
import { type PendingStep, smsState } from "../auth";
import { FactorForm } from "./FactorForm";
import { FACTOR_TITLES, type Factor, HINTS } from "./factors";

interface Props {
  types: FactorType[];
  onStep: (step: PendingStep) => Promise<void>;
}

function choices(types: FactorType[], hasSms: boolean): Factor[] {
  const own = (["totp", "webauthn", "recovery_codes"] as const).filter(
    (type) => types.includes(type) && (type !== "webauthn" || canUsePasskeys()),
  );
  return [...own, ...(hasSms ? (["sms"] as const) : [])];
}

/** One of the ways that the account has set up, and the others to turn to. */
export function SecondFactorChoice({ types, onStep }: Props) {
  // Where the account has no verified phone there is nothing to offer; nor where the server cannot say.
  const sms = useQuery({ queryKey: ["sign-in", "sms"], queryFn: smsState, gcTime: 0, retry: false });
  const factors = choices(types, Boolean(sms.data?.available));
  const [factor, setFactor] = useState<Factor>(factors[0] ?? "recovery_codes");
  return (
    <>
      <Typography sx={{ color: "text.secondary", mb: 3 }}>{HINTS()[factor]}</Typography>
      <FactorForm key={factor} factor={factor} onDone={onStep} />
      <Box
        sx={{ display: "grid", justifyItems: "start", mt: 2.5, pt: 1, borderTop: 1, borderColor: "divider" }}
      >
        {factors
          .filter((each) => each !== factor)
          .map((each) => (
            <Button key={each} onClick={() => setFactor(each)} sx={{ ml: -2 }}>
              {FACTOR_TITLES()[each]}
            </Button>
          ))}
      </Box>
    </>
  );
}
