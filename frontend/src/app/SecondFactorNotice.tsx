import { lazy, Suspense, useSyncExternalStore } from "react";
import { secondFactorNeed } from "@/api/secondFactorNeed";

// Few readers ever see it, so few fetch it.
const SecondFactorAlert = lazy(async () => ({
  default: (await import("./SecondFactorAlert")).SecondFactorAlert,
}));

/** Whichever call was refused for want of a second factor: what to do about it. */
export function SecondFactorNotice() {
  const isNeeded = useSyncExternalStore(secondFactorNeed.subscribe, secondFactorNeed.read);
  if (!isNeeded) return null;
  return (
    <Suspense>
      <SecondFactorAlert />
    </Suspense>
  );
}
