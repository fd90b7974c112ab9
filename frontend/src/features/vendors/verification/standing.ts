import { CircleCheck, CircleDashed, CircleMinus, CircleX, Clock, Eye, type LucideIcon } from "lucide-react";
import type { CheckStep } from "@/api/types";

interface Standing {
  icon: LucideIcon;
  colour: string;
  word: string;
}

export const STANDINGS: Record<CheckStep["status"], Standing> = {
  approved: { icon: CircleCheck, colour: "primary.main", word: "Approved" },
  waived: { icon: CircleMinus, colour: "primary.main", word: "Waived" },
  submitted: { icon: Clock, colour: "text.secondary", word: "Handed in" },
  in_review: { icon: Eye, colour: "text.secondary", word: "Being looked at" },
  rejected: { icon: CircleX, colour: "error.main", word: "Not approved" },
  withdrawn: { icon: CircleDashed, colour: "text.secondary", word: "Taken back" },
  expired: { icon: CircleX, colour: "error.main", word: "Run out" },
  missing: { icon: CircleDashed, colour: "text.secondary", word: "Not handed in" },
};

const SOON_MS = 30 * 24 * 60 * 60 * 1000;

export const isStanding = ({ status }: CheckStep): boolean => status === "approved" || status === "waived";

export const isWaiting = ({ status }: CheckStep): boolean => status === "submitted" || status === "in_review";

/** An approval that ends within a month asks for new evidence, so that the badge has no gap. */
export const runsOutSoon = (step: CheckStep, now: number): boolean =>
  isStanding(step) && step.expires_at !== null && Date.parse(step.expires_at) - now < SOON_MS;

/** What counts for the badge, and what it still needs. */
export function missingChecks(checks: CheckStep[]): CheckStep[] {
  return checks.filter((step) => step.is_required && step.missing !== "");
}
