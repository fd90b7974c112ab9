import { isStopped } from "@/lib/progress";

const SENTENCE: Record<string, (vendor: string) => string> = {
  placed: (vendor) => `Waiting for ${vendor} to accept`,
  accepted: (vendor) => `${vendor} accepted the order`,
  preparing: (vendor) => `${vendor} is preparing the order`,
  ready_for_pickup: () => "Ready to be picked up",
  out_for_delivery: () => "On its way",
  delivered: () => "Delivered",
  completed: () => "Completed",
  rejected: (vendor) => `${vendor} could not take the order`,
  cancelled: () => "Cancelled",
};

/** Where is it, in one sentence. For a status this page does not know yet, the API's own label. */
export const headline = (status: string, vendor: string, label: string): string =>
  SENTENCE[status]?.(vendor) ?? label;

export type Mood = "going" | "done" | "stopped";

export function moodOf(status: string): Mood {
  if (isStopped(status)) return "stopped";
  return status === "completed" || status === "delivered" ? "done" : "going";
}
