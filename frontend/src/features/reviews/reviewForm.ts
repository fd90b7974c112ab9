import { z } from "zod";
import type { OwnReview, ReviewPhoto } from "@/api/types";
import { t } from "@/lib/language/catalogue";

export const MAX_PHOTOS = 6;

export const reviewSchema = z.object({
  rating: z
    .number()
    .min(1, { error: () => t("Choose one to five stars") })
    .max(5),
  title: z.string().max(120, { error: () => t("At most 120 characters") }),
  body: z
    .string()
    .trim()
    .min(1, { error: () => t("A few words help the next customer") })
    .max(5000, { error: () => t("At most 5,000 characters") }),
  items: z.array(
    z.object({
      item: z.number(),
      rating: z.number().min(0).max(5),
      body: z.string().max(1000, { error: () => t("At most 1,000 characters") }),
    }),
  ),
});
export type ReviewValues = z.infer<typeof reviewSchema>;

export interface OrderedItem {
  item: number;
  name: string;
}

/** What the form starts with: each ordered item once, with what was said of it. */
export function startOf(ordered: OrderedItem[], review?: OwnReview): ReviewValues {
  const once = ordered.filter(
    ({ item }, index) => ordered.findIndex((other) => other.item === item) === index,
  );
  const said = new Map(review?.items.map((each) => [each.item, each]));
  return {
    rating: review?.rating ?? 0,
    title: review?.title ?? "",
    body: review?.body ?? "",
    items: once.map(({ item }) => ({
      item,
      rating: said.get(item)?.rating ?? 0,
      body: said.get(item)?.body ?? "",
    })),
  };
}

/** What is sent: items without stars say nothing. */
export function bodyOf(values: ReviewValues, photos: Pick<ReviewPhoto, "uid">[]) {
  return {
    ...values,
    items: values.items.filter(({ rating }) => rating > 0),
    photos: photos.map(({ uid }) => uid),
  };
}
