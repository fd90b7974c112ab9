import type { Timer } from "@/api/types";
import { cut } from "@/lib/language/catalogue";

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

/** What will happen by itself, for each reader: the sentence around the time. */
function toCome(kind: Timer["kind"], vendor: string, reader: Reader): Words {
  if (reader === "vendor") {
    return {
      "order.unanswered": () => cut("Answer by {time}", "time", { vendor }),
      "order.cancel_offered": () => cut("At {time} the customer is offered to cancel", "time", { vendor }),
      "pickup.waiting": () => cut("Reminder at {time} if nobody picks it up", "time", { vendor }),
      "pickup.still_waiting": () => cut("Last reminder: {time}", "time", { vendor }),
    }[kind]();
  }
  const isOwn = reader === "customer";
  return {
    "order.unanswered": () =>
      cut("{vendor} should answer by {time}. If it does not, we call its managers.", "time", { vendor }),
    "order.cancel_offered": () =>
      isOwn
        ? cut("If {vendor} has not answered by {time}, we will offer you to cancel.", "time", { vendor })
        : cut("If {vendor} has not answered by {time}, we will offer the customer to cancel.", "time", {
            vendor,
          }),
    "pickup.waiting": () =>
      isOwn
        ? cut("If it has not been picked up by {time}, we will remind you.", "time", { vendor })
        : cut("If it has not been picked up by {time}, we will remind the customer.", "time", { vendor }),
    "pickup.still_waiting": () =>
      isOwn
        ? cut("We will remind you once more: {time}.", "time", { vendor })
        : cut("We will remind the customer once more: {time}.", "time", { vendor }),
  }[kind]();
}

/** What has happened by itself. */
function happened(kind: Timer["kind"], vendor: string, reader: Reader): Words {
  if (reader === "vendor") {
    return {
      "order.unanswered": () =>
        cut("Not answered in time: managers were called at {time}", "time", { vendor }),
      "order.cancel_offered": () => cut("The customer was offered to cancel at {time}", "time", { vendor }),
      "pickup.waiting": () => cut("The customer was reminded at {time}", "time", { vendor }),
      "pickup.still_waiting": () => cut("The customer was reminded again: {time}", "time", { vendor }),
    }[kind]();
  }
  const isOwn = reader === "customer";
  return {
    "order.unanswered": () =>
      cut("{vendor} has not answered in time. We called its managers at {time}.", "time", { vendor }),
    "order.cancel_offered": () =>
      isOwn
        ? cut("{vendor} has not answered. Since {time} you can choose: cancel, or go on waiting.", "time", {
            vendor,
          })
        : cut(
            "{vendor} has not answered. Since {time} the customer can choose: cancel, or go on waiting.",
            "time",
            { vendor },
          ),
    "pickup.waiting": () =>
      isOwn
        ? cut("It is waiting at {vendor}. We reminded you at {time}.", "time", { vendor })
        : cut("It is waiting at {vendor}. We reminded the customer at {time}.", "time", { vendor }),
    "pickup.still_waiting": () =>
      isOwn
        ? cut("It is still waiting at {vendor}. We reminded you again: {time}.", "time", { vendor })
        : cut("It is still waiting at {vendor}. We reminded the customer again: {time}.", "time", { vendor }),
  }[kind]();
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
