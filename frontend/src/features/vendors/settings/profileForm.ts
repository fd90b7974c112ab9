import { z } from "zod";
import type { VendorChanges, VendorProfile } from "@/api/types";

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
  }),
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
  "fulfilments",
] as const;

export function profileValues(vendor: VendorProfile): ProfileValues {
  const { name, tagline = "", description = "", phone = "", address, fulfilments } = vendor;
  const { line1, line2 = "", city, postcode } = address;
  return { name, tagline, description, phone, address: { line1, line2, city, postcode }, fulfilments };
}

/** The API replaces the whole address, so the country goes back as it came. */
export const profileBody = (values: ProfileValues, country: string): VendorChanges => ({
  ...values,
  address: { ...values.address, country },
});
