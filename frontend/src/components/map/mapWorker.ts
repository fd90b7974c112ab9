import { setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { workerAddress } from "@/lib/ledger/workerAddress";

/**
 * Tells MapLibre where its worker is, in a form that Trusted Types let through.
 *
 * MapLibre reads the address as text before it hands it to the browser; a trusted address is no text, so it gets the two
 * methods that are read.
 */
export function nameTheWorker(): void {
  const address: unknown = workerAddress(workerUrl);
  if (typeof address === "object" && address !== null) {
    const text = String(address);
    Object.assign(address, { endsWith: text.endsWith.bind(text), split: text.split.bind(text) });
  }
  setWorkerUrl(address as string);
}
