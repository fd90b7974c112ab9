import { z } from "zod";
import type { VendorChanges, VendorProfile } from "@/api/types";

export const placeSchema = z.object({
  line1: z.string().trim().min(1, "Street and number").max(120, "At most 120 characters"),
  line2: z.string().trim().max(120, "At most 120 characters"),
  city: z.string().trim().min(1, "Town or city").max(80, "At most 80 characters"),
  postcode: z.string().trim().max(16, "At most 16 characters"),
  place: z
    .object({ latitude: z.number(), longitude: z.number() })
    .nullable()
    .refine((place) => place !== null, "Say where it is: on the map, or both numbers."),
});
export type PlaceValues = z.input<typeof placeSchema>;
/** What is left once it was checked: a place is there. */
export type CheckedPlace = z.output<typeof placeSchema>;

export function placeValues({ address, location }: VendorProfile): PlaceValues {
  const { line1, line2 = "", city, postcode } = address;
  return { line1, line2, city, postcode, place: location };
}

export const placeBody = ({ place, ...address }: CheckedPlace, country: string): VendorChanges => ({
  address: { ...address, country },
  location: place,
});
