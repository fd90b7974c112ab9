import { z } from "zod";
import type { NewVendor } from "@/api/types";

export const openingSchema = z.object({
  name: z.string().trim().min(1, "What is the business called?").max(120, "At most 120 characters"),
  category: z.string().min(1, "Choose what fits best"),
  tagline: z.string().trim().max(160, "At most 160 characters"),
  phone: z.string().trim().min(1, "Customers must reach you").max(30, "At most 30 characters"),
  city: z.string().trim().min(1, "Town or city").max(80, "At most 80 characters"),
  country: z.string().length(2, "Choose the country"),
});
export type OpeningValues = z.infer<typeof openingSchema>;
export const OPENING_FIELDS = ["name", "category", "tagline", "phone"] as const;

/** The least that opens a business; street and postcode come with the place. Its clock is the one that it is opened by. */
export const openingBody = ({ city, country, ...words }: OpeningValues, timezone: string): NewVendor => ({
  ...words,
  address: { line1: "", city, postcode: "", country },
  timezone,
});
