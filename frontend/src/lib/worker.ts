import { useSyncExternalStore } from "react";
import { workerAddress } from "./ledger/workerAddress";

/** The service worker of the whole site, and whether a newer one has taken over while this page was open. */
const HOUR_MS = 3_600_000;
const listeners = new Set<() => void>();
let isNew = false;
let isStarted = false;

/** Starts the worker once the page has done everything else; asks for a newer one each hour and whenever the page is looked at. */
export function startWorker(): void {
  if (!("serviceWorker" in navigator) || isStarted) return;
  isStarted = true;
  const { serviceWorker } = navigator;
  const had = serviceWorker.controller !== null; // the first one is no news
  serviceWorker.addEventListener("controllerchange", () => {
    if (!had || isNew) return;
    isNew = true;
    for (const listener of listeners) listener();
  });
  void serviceWorker
    .register(workerAddress("/sw.js"), { scope: "/", updateViaCache: "none" })
    .then((worker) => {
      const ask = (): void => void worker.update().catch(() => undefined);
      setInterval(ask, HOUR_MS);
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
    }, ignored);
}

const ignored = (): undefined => undefined; // private windows refuse it; the page does without

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const useNewVersion = (): boolean => useSyncExternalStore(subscribe, () => isNew);
