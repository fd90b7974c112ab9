import { z } from "zod";
import type { VendorChanges, VendorProfile } from "@/api/types";

/** The API takes so many. */
export const MAX_SPECIAL_DAYS = 100;

const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, "A time like 09:00, or none");

export const specialDaysSchema = z.object({
  days: z
    .array(
      z
        .object({ day: z.iso.date("Choose the day"), opens: time, closes: time })
        .refine(({ opens, closes }) => (opens === "") === (closes === ""), {
          path: ["closes"],
          message: "Give both times, or none where it is closed",
        }),
    )
    .max(MAX_SPECIAL_DAYS)
    .superRefine((days, context) => {
      days.forEach(({ day, opens }, index) => {
        const clash = days.findIndex(
          (other) => other.day === day && (other.opens === opens || !other.opens || !opens),
        );
        if (clash < index)
          context.addIssue({ code: "custom", path: [index, "day"], message: "This day is there already" });
      });
    }),
});
export type SpecialDaysValues = z.infer<typeof specialDaysSchema>;

export const specialDaysValues = (days: VendorProfile["special_days"]): SpecialDaysValues => ({
  days: days
    .map(({ day, opens, closes }) => ({
      day,
      opens: opens?.slice(0, 5) ?? "",
      closes: closes?.slice(0, 5) ?? "",
    }))
    .sort((one, other) => `${one.day}${one.opens}`.localeCompare(`${other.day}${other.opens}`)),
});

export const specialDaysBody = ({ days }: SpecialDaysValues): VendorChanges["special_days"] =>
  days.map(({ day, opens, closes }) => ({ day, opens: opens || null, closes: closes || null }));
