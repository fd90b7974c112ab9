import { z } from "zod";
import type { SavedAddress } from "@/api/types";
import { addressComplaints, emptyAddress } from "@/lib/addressForms";
import { t } from "@/lib/language/catalogue";
import { likelyCountry } from "@/lib/regions";

export const savedAddressSchema = z
  .object({
    label: z
      .string()
      .trim()
      .max(40, { error: () => t("Enter at most 40 characters") }),
    line1: z
      .string()
      .trim()
      .max(120, { error: () => t("Enter at most 120 characters") }),
    line2: z
      .string()
      .trim()
      .max(120, { error: () => t("Enter at most 120 characters") }),
    city: z
      .string()
      .trim()
      .max(80, { error: () => t("Enter at most 80 characters") }),
    region: z
      .string()
      .trim()
      .max(80, { error: () => t("Enter at most 80 characters") }),
    postcode: z
      .string()
      .trim()
      .max(16, { error: () => t("Enter at most 16 characters") }),
    country: z.string(),
    is_default: z.boolean(),
  })
  .superRefine((values, context) => {
    for (const [field, message] of addressComplaints(values))
      context.addIssue({ code: "custom", path: [field], message });
  });

export type SavedAddressValues = z.infer<typeof savedAddressSchema>;

export const SAVED_ADDRESS_FIELDS = [
  "label",
  "line1",
  "line2",
  "city",
  "region",
  "postcode",
  "country",
] as const;

export function startAddress(saved: SavedAddress | null): SavedAddressValues {
  if (!saved) return { label: "", ...emptyAddress(likelyCountry()), is_default: false };
  const { label, line1, line2, city, region, postcode, country, is_default } = saved;
  return { label, line1, line2, city, region, postcode, country, is_default };
}
