import { z } from "zod";
import type { VendorChanges, VendorProfile } from "@/api/types";

/** What the search index has stems of. */
export const LANGUAGES = ["en", "de", "fr", "es", "pt", "it", "nl", "da", "sv", "no", "fi"] as const;

export const profileSchema = z.object({
  name: z.string().trim().min(1, "What is the business called?").max(120, "At most 120 characters"),
  tagline: z.string().trim().max(160, "At most 160 characters"),
  description: z.string().trim().max(5000, "At most 5,000 characters"),
  phone: z.string().trim().max(30, "At most 30 characters"),
  address: z.object({
    line1: z.string().trim().max(120, "At most 120 characters"),
    line2: z.string().trim().max(120, "At most 120 characters"),
    city: z.string().trim().min(1, "Town or city").max(80, "At most 80 characters"),
    postcode: z.string().trim().max(16, "At most 16 characters"),
    country: z.string().length(2, "Choose the country"),
  }),
  timezone: z.string().min(1, "Choose the time zone"),
  language: z.enum(["", ...LANGUAGES]),
  fulfilments: z.array(z.enum(["pickup", "delivery"])).min(1, "Offer at least one of them"),
});
export type ProfileValues = z.infer<typeof profileSchema>;

export const PROFILE_FIELDS = [
  "name",
  "tagline",
  "description",
  "phone",
  "address.line1",
  "address.line2",
  "address.city",
  "address.postcode",
  "address.country",
  "timezone",
  "language",
  "fulfilments",
] as const;

export function profileValues(vendor: VendorProfile): ProfileValues {
  const { name, tagline = "", description = "", phone = "", address, fulfilments } = vendor;
  const { line1, line2 = "", city, postcode, country } = address;
  return {
    name,
    tagline,
    description,
    phone,
    address: { line1, line2, city, postcode, country },
    timezone: vendor.timezone ?? "Europe/London",
    language: vendor.language ?? "",
    fulfilments,
  };
}

/** The API replaces the whole address. */
export const profileBody = (values: ProfileValues): VendorChanges => values;
