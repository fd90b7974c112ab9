import { decodeBase64 } from "./base64";
import { parseCheckpoint, parseNote } from "./checkpoints";
import { isObject, parseJson } from "./jcs";
import { samePolicy } from "./samePolicy";
import type { Pin, Report } from "./types";

/** `localStorage`, or anything like it. */
export interface PinStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}

const PIN = "trusttrack.pin.";
const POLICY = "trusttrack.policy.";

/** Storage is refused in some private windows and may be full: then nothing is remembered, and nothing breaks. */
function read(storage: PinStorage, name: string): string | null {
  try {
    return storage.getItem(name);
  } catch {
    return null;
  }
}

function write(storage: PinStorage, name: string, value: string): boolean {
  try {
    storage.setItem(name, value);
    return true;
  } catch {
    return false;
  }
}

const sizeOf = (head: string): number => parseCheckpoint(parseNote(head)?.text ?? "")?.size ?? 0;

/** What an earlier visit kept of this chain. */
export function readPin(storage: PinStorage, chainId: string): Pin | undefined {
  const value = parseJson(read(storage, PIN + chainId) ?? "");
  if (!isObject(value)) return undefined;
  const { head, seq, leafHash, at } = value;
  if (typeof head !== "string" || typeof leafHash !== "string" || typeof seq !== "number") return undefined;
  const isUsable = Number.isSafeInteger(seq) && seq >= 0 && decodeBase64(leafHash, 32) && sizeOf(head) > 0;
  if (!isUsable) return undefined;
  return typeof at === "number" ? { head, seq, leafHash, at } : { head, seq, leafHash };
}

/** Keeps head and last entry of a report in which nothing failed. A pin never goes back; true when it was written. */
export function keepPin(storage: PinStorage, report: Report, at = Date.now()): boolean {
  const last = report.entries.at(-1);
  if (!report.ok || !last) return false;
  const known = readPin(storage, report.chainId);
  if (known && (sizeOf(known.head) > report.size || known.seq > last.seq)) return false;
  const pin: Pin = { head: report.head, seq: last.seq, leafHash: last.leafHash, at };
  return write(storage, PIN + report.chainId, JSON.stringify(pin));
}

export interface PinnedPolicy {
  /** The one to verify with: that of the first use. */
  policy: string;
  /** The served policy names other keys, witnesses or quorum than that of the first use; the reader should be told. */
  changed: boolean;
}

/** Keeps the policy that is seen first under `name` (the log's address) and holds on to it. */
export function policyOnFirstUse(storage: PinStorage, name: string, served: string): PinnedPolicy {
  const known = read(storage, POLICY + name);
  if (known === null) write(storage, POLICY + name, served);
  return { policy: known ?? served, changed: known !== null && !samePolicy(known, served) };
}

/** Replaces the kept policy, once the reader has agreed. */
export const acceptPolicy = (storage: PinStorage, name: string, policy: string): boolean =>
  write(storage, POLICY + name, policy);
