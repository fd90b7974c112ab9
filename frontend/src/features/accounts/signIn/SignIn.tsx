import { useState } from "react";
import type { PendingStep } from "../auth";
import { useSignedIn } from "../useSignedIn";
import { VerifyEmail } from "../VerifyEmail";
import { MailedCode } from "./MailedCode";
import { SecondFactor } from "./SecondFactor";
import { SignInForm } from "./SignInForm";

/** One step at a time: who you are, then what the server still waits for. */
export function SignIn() {
  const signedIn = useSignedIn();
  const [pending, setPending] = useState<PendingStep>(null);
  const [email, setEmail] = useState("");
  const goOn = async (step: PendingStep): Promise<void> => (step ? setPending(step) : signedIn());
  const startAgain = (): void => setPending(null);

  if (pending?.id === "verify_email") return <VerifyEmail email={email} />;
  if (pending?.id === "login_by_code")
    return <MailedCode email={email} onStep={goOn} onStartAgain={startAgain} />;
  if (pending) return <SecondFactor types={pending.types} onStep={goOn} onStartAgain={startAgain} />;
  return <SignInForm email={email} onEmail={setEmail} onStep={goOn} />;
}
