import { z } from "zod";
import type { VendorChanges, VendorProfile } from "@/api/types";

const whole = (from: number, to: number, unit: string) => {
  const text = `From ${from} to ${to} ${unit}`;
  return z.coerce.number<string | number>(text).int(text).min(from, text).max(to, text);
};

export const limitsSchema = z
  .object({
    answer_minutes: whole(5, 720, "minutes"),
    cancel_offer_minutes: whole(10, 1440, "minutes"),
    pickup_hours: whole(1, 72, "hours"),
  })
  .refine((limits) => limits.cancel_offer_minutes > limits.answer_minutes, {
    path: ["cancel_offer_minutes"],
    message: "Later than your answer is due",
  });

export type LimitsInput = z.input<typeof limitsSchema>;
export type Limits = z.output<typeof limitsSchema>;
export const LIMIT_FIELDS = ["answer_minutes", "cancel_offer_minutes", "pickup_hours"] as const;

export const limitsOf = ({ answer_minutes, cancel_offer_minutes, pickup_hours }: VendorProfile): Limits => ({
  answer_minutes,
  cancel_offer_minutes,
  pickup_hours,
});

export const limitsBody = (limits: Limits): VendorChanges => limits;
