import { z } from "zod";
import type { VendorChanges, VendorProfile } from "@/api/types";

const degrees = (most: number) =>
  z
    .string()
    .trim()
    .refine(
      (text) => text !== "" && Math.abs(Number(text.replace(",", "."))) <= most,
      "Degrees like 51.4545",
    );

export const placeSchema = z.object({
  line1: z.string().trim().min(1, "Street and number").max(120, "At most 120 characters"),
  line2: z.string().trim().max(120, "At most 120 characters"),
  city: z.string().trim().min(1, "Town or city").max(80, "At most 80 characters"),
  postcode: z.string().trim().max(16, "At most 16 characters"),
  place: z.object({ latitude: degrees(90), longitude: degrees(180) }),
});
export type PlaceValues = z.infer<typeof placeSchema>;

export function placeValues({ address, location }: VendorProfile): PlaceValues {
  const { line1, line2 = "", city, postcode } = address;
  const place = { latitude: String(location?.latitude ?? ""), longitude: String(location?.longitude ?? "") };
  return { line1, line2, city, postcode, place };
}

const numberOf = (text: string): number => Number(text.replace(",", "."));

export const placeBody = ({ place, ...address }: PlaceValues, country: string): VendorChanges => ({
  address: { ...address, country },
  location: { latitude: numberOf(place.latitude), longitude: numberOf(place.longitude) },
});
