import type { LeafParts } from "./log";

export interface EntryJson {
  index: number;
  leaf: string;
  payload?: string;
  salt?: string;
  open: Record<string, { salt: string; value: string }>;
  proof: string[];
}

export interface BundleJson {
  format: string;
  origin: string;
  chain: { key: string };
  entries: EntryJson[];
  head: string;
  anchors: { note: string; consistency: string[]; rfc3161?: string }[];
  absent?: {
    epoch: EntryJson;
    seq: number;
    pair: { i: number; slot: string; proof: string[] }[];
  };
}

export interface PayloadParts {
  at: number;
  chain: string;
  data: Record<string, unknown>;
  fields: Record<string, string>;
  kind: string;
  prev: string;
  seq: number;
  v: number;
}

/** How a story differs from a right one; every change is sealed as if it belonged there. */
export interface Twist {
  count?: number;
  payload?: (payload: PayloadParts, n: number) => void;
  leaf?: (leaf: LeafParts, n: number) => void;
  /** Replaces the written payload or leaf altogether. */
  payloadText?: (text: string, n: number) => string;
  leafText?: (text: string, n: number) => string;
  epoch?: (payload: PayloadParts) => void;
  epochSlot?: Uint8Array;
  /** When an anchor's witnesses saw it, from what would be right. */
  seenAt?: (time: number) => (number | null)[];
  /** After how many of the entries the epoch is sealed; after all where it is not said. */
  epochAfter?: number;
  /** Somebody else's entries after the epoch. */
  later?: number;
  /** Leaves after these. */
  hidden?: (key: Uint8Array) => string[];
}

/** An entry before the head is known that it is proven in. */
export type Sealed = Omit<EntryJson, "proof">;
