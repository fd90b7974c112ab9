import { useState } from "react";
import { FormDialog } from "@/components/FormDialog";
import { OneCodeForm } from "@/components/OneCodeForm";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import { confirmGuestCode, type PendingStep, requestGuestCode } from "../auth";
import { SendAgain } from "../SendAgain";
import { SecondFactorChoice } from "../signIn/SecondFactorChoice";

export interface Guest {
  name: string;
  email: string;
}

interface Props {
  guest: Guest;
  onProven: () => Promise<void>;
  onClose: () => void;
}

/** Six digits from a mail, in the place of a password; who has a second factor is asked for it as ever. */
export function GuestCodeDialog({ guest, onProven, onClose }: Props) {
  const [step, setStep] = useState<PendingStep>(null);
  const goOn = async (next: PendingStep): Promise<void> => (next ? setStep(next) : onProven());
  if (step)
    return (
      <FormDialog
        title={t("One more step")}
        hint={t("Your account asks for a second factor.")}
        onClose={onClose}
      >
        <SecondFactorChoice types={step.types} onStep={goOn} />
      </FormDialog>
    );
  return (
    <FormDialog
      title={t("Check your mail")}
      hint={
        <>
          {rich("We sent six digits to {strong}. Enter them, and your order is placed.", {
            strong: <strong style={{ overflowWrap: "anywhere" }}>{guest.email}</strong>,
          })}
        </>
      }
      onClose={onClose}
    >
      <OneCodeForm
        autoFocus
        label={t("Code")}
        digits={6}
        submit={t("Confirm and place order")}
        onSubmit={async (code) => goOn(await confirmGuestCode(code))}
      >
        <SendAgain send={() => requestGuestCode(guest)} />
      </OneCodeForm>
    </FormDialog>
  );
}
