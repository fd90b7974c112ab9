import { lazy, Suspense, useEffect, useState } from "react";
import { askWith } from "@/api/reauthentication";

const ReauthenticationDialog = lazy(async () => ({
  default: (await import("./ReauthenticationDialog")).ReauthenticationDialog,
}));

type Answer = (isConfirmed: boolean) => void;

/** Stands ready on every page: whatever call is refused for an old sign-in, asks once, and lets the call go on. */
export function ReauthenticationGate() {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => askWith(() => new Promise<boolean>((resolve) => setAnswer(() => resolve))), []);
  if (!answer) return null;
  const close = (isConfirmed: boolean): void => {
    setAnswer(null);
    answer(isConfirmed);
  };
  return (
    <Suspense>
      <ReauthenticationDialog onConfirmed={() => close(true)} onCancel={() => close(false)} />
    </Suspense>
  );
}
