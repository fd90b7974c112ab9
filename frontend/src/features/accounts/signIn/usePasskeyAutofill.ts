import { useEffect, useEffectEvent } from "react";
import { canFillInPasskeys, stopWaitingForPasskey } from "@/api/webauthn";
import { type PendingStep, signInByPasskey } from "../auth";

/** Lets the browser offer this site's passkeys in the e-mail field. Where it cannot, nothing happens. */
export function usePasskeyAutofill(onStep: (step: PendingStep) => Promise<void>): void {
  const done = useEffectEvent(onStep);
  useEffect(() => {
    let left = false;
    const offer = async (): Promise<void> => {
      if (!(await canFillInPasskeys()) || left) return;
      const step = await signInByPasskey(true);
      if (!left) await done(step);
    };
    // Refused, dismissed or overtaken by the button: the form beside it is still there.
    offer().catch(() => undefined);
    return () => {
      left = true;
      stopWaitingForPasskey();
    };
  }, []);
}
