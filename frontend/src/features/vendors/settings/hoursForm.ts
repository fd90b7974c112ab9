import { z } from "zod";
import type { VendorChanges, VendorProfile } from "@/api/types";

const DAY = 24 * 60;
const WEEK = 7 * DAY;

/** The API takes 28 spans a week. */
export const MAX_SPANS_A_DAY = 4;
export const NEW_SPAN: Span = { opens: "09:00", closes: "17:00" };

export interface Span {
  opens: string;
  closes: string;
}

export interface HoursValues {
  days: { spans: Span[] }[];
}

interface Placed {
  path: (string | number)[];
  start: number;
  length: number;
}

export const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
};

/** How long a span is. One that closes at or before its opening closes on the next day; equal times are a whole day. */
export const lengthOf = ({ opens, closes }: Span): number =>
  (minutesOf(closes) - minutesOf(opens) + DAY) % DAY || DAY;

/** Whether `later` begins while `earlier` is open, on a week that runs from Sunday into Monday. */
const beginsWithin = (later: Placed, earlier: Placed): boolean =>
  (later.start - earlier.start + WEEK) % WEEK < earlier.length;

const placed = ({ days }: HoursValues): Placed[] =>
  days.flatMap(({ spans }, weekday) =>
    spans.map((span, index) => ({
      path: ["days", weekday, "spans", index, "opens"],
      start: weekday * DAY + minutesOf(span.opens),
      length: lengthOf(span),
    })),
  );

/** Where hours begin while others are still running; of two that begin together, the second. */
export function overlaps(values: HoursValues): Placed["path"][] {
  const all = placed(values);
  return all
    .filter((later, index) =>
      all.some(
        (earlier, other) =>
          other !== index && beginsWithin(later, earlier) && (later.start !== earlier.start || other < index),
      ),
    )
    .map(({ path }) => path);
}

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time like 09:00");

export const hoursSchema = z
  .object({
    days: z.array(z.object({ spans: z.array(z.object({ opens: time, closes: time })).max(MAX_SPANS_A_DAY) })),
  })
  .superRefine((values, context) => {
    for (const path of overlaps(values)) {
      context.addIssue({ code: "custom", path, message: "Overlaps other hours" });
    }
  });

/** From the flat list of the API to a row for each day; seconds are of no interest here. */
export const hoursValues = (hours: VendorProfile["hours"]): HoursValues => ({
  days: Array.from({ length: 7 }, (_, weekday) => ({
    spans: hours
      .filter((each) => each.weekday === weekday)
      .map(({ opens, closes }) => ({ opens: opens.slice(0, 5), closes: closes.slice(0, 5) }))
      .sort((one, other) => one.opens.localeCompare(other.opens)),
  })),
});

export const hoursBody = ({ days }: HoursValues): VendorChanges["hours"] =>
  days.flatMap(({ spans }, weekday) => spans.map((span) => ({ weekday, ...span })));
