import type { Timer } from "@/api/types";

/** Who reads: the order's customer, whoever has its link, the vendor's team. */
export type Reader = "customer" | "follower" | "vendor";

export interface TimerNote {
  kind: Timer["kind"];
  before: string;
  /** The moment that the sentence names. */
  iso: string;
  after: string;
  tone: "calm" | "urgent";
}

type Words = readonly [before: string, after: string];

const whom: Record<Reader, string> = { customer: "you", follower: "the customer", vendor: "the customer" };

/** What will happen by itself, for each reader: the sentence around the time. */
function toCome(kind: Timer["kind"], vendor: string, reader: Reader): Words {
  if (reader === "vendor") {
    return {
      "order.unanswered": ["Answer by ", ""] as const,
      "order.cancel_offered": ["At ", " the customer is offered to cancel"] as const,
      "pickup.waiting": ["Reminder at ", " if nobody picks it up"] as const,
      "pickup.still_waiting": ["Last reminder: ", ""] as const,
    }[kind];
  }
  return {
    "order.unanswered": [`${vendor} should answer by `, ". If it does not, we call its managers."] as const,
    "order.cancel_offered": [
      `If ${vendor} has not answered by `,
      `, we will offer ${whom[reader]} to cancel.`,
    ] as const,
    "pickup.waiting": ["If it has not been picked up by ", `, we will remind ${whom[reader]}.`] as const,
    "pickup.still_waiting": [`We will remind ${whom[reader]} once more: `, "."] as const,
  }[kind];
}

/** What has happened by itself. */
function happened(kind: Timer["kind"], vendor: string, reader: Reader): Words {
  if (reader === "vendor") {
    return {
      "order.unanswered": ["Not answered in time: managers were called at ", ""] as const,
      "order.cancel_offered": ["The customer was offered to cancel at ", ""] as const,
      "pickup.waiting": ["The customer was reminded at ", ""] as const,
      "pickup.still_waiting": ["The customer was reminded again: ", ""] as const,
    }[kind];
  }
  const can = reader === "customer" ? "you can" : "the customer can";
  return {
    "order.unanswered": [`${vendor} has not answered in time. We called its managers at `, "."] as const,
    "order.cancel_offered": [
      `${vendor} has not answered. Since `,
      ` ${can} choose: cancel, or go on waiting.`,
    ] as const,
    "pickup.waiting": [`It is waiting at ${vendor}. We reminded ${whom[reader]} at `, "."] as const,
    "pickup.still_waiting": [
      `It is still waiting at ${vendor}. We reminded ${whom[reader]} again: `,
      ".",
    ] as const,
  }[kind];
}

/**
 * What there is to say of an order's timers: the last thing that happened, and what comes next. Of two that are to come, a
 * customer is told both of an order that waits for an answer, since the second is theirs; else the nearer one.
 */
export function timerNotes(timers: readonly Timer[], vendor: string, reader: Reader): TimerNote[] {
  const last = timers.filter(({ fired_at }) => fired_at !== null).at(-1);
  const coming = timers.filter(({ fired_at }) => fired_at === null);
  const told =
    reader === "customer" && !last
      ? coming.filter(({ kind }) => kind !== "pickup.still_waiting")
      : coming.slice(0, 1);
  return [...(last ? [last] : []), ...told].map((timer) => noteOf(timer, vendor, reader));
}

function noteOf(timer: Timer, vendor: string, reader: Reader): TimerNote {
  const { kind, due_at, fired_at } = timer;
  const [before, after] = (fired_at ? happened : toCome)(kind, vendor, reader);
  const urgent = kind === "order.cancel_offered" || kind === "order.unanswered";
  return { kind, before, iso: fired_at ?? due_at, after, tone: fired_at && urgent ? "urgent" : "calm" };
}

/** How many have happened: what the socket is told that the page knows of. */
export const countFired = (timers: readonly Timer[]): number =>
  timers.filter(({ fired_at }) => fired_at !== null).length;

/** Whether the customer was offered to cancel, and since when. */
export const cancelOfferedAt = (timers: readonly Timer[]): string | null =>
  timers.find(({ kind }) => kind === "order.cancel_offered")?.fired_at ?? null;
