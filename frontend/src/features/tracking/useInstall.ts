import { useEffect, useState } from "react";

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

/** The browser's offer to put this page on the home screen, where it makes one; null where it does not, or once it was taken. */
export function useInstall(): (() => void) | null {
  const [offer, setOffer] = useState<InstallPrompt | null>(null);
  useEffect(() => {
    const keep = (event: Event): void => {
      event.preventDefault(); // shown where it is wanted, not when the browser likes
      setOffer(event as InstallPrompt);
    };
    const taken = (): void => setOffer(null);
    window.addEventListener("beforeinstallprompt", keep);
    window.addEventListener("appinstalled", taken);
    return () => {
      window.removeEventListener("beforeinstallprompt", keep);
      window.removeEventListener("appinstalled", taken);
    };
  }, []);
  return offer && (() => void offer.prompt().finally(() => setOffer(null)));
}
