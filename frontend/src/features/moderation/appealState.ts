import type { Statement } from "@/api/types";
import { shortDate } from "@/lib/time";

/** Where the appeal stands, in a few words; nothing where there is nothing to appeal against. */
export function appealState({ appeal, appeal_until, can_appeal }: Statement): string | null {
  if (appeal?.outcome === "reversed") return "Taken back after your appeal";
  if (appeal?.outcome === "upheld") return "Your appeal was decided: it stands";
  if (appeal) return "Your appeal is being looked at";
  if (can_appeal && appeal_until) return `You can appeal until ${shortDate(appeal_until)}`;
  return appeal_until ? "The time to appeal is over" : null;
}
