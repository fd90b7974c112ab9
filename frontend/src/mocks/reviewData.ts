import type { Review, ReviewPage, ReviewPhoto } from "@/api/types";
import { ago } from "./data";

export const photo = (uid: string): ReviewPhoto => ({
  uid,
  width: 1600,
  height: 1200,
  sha256: "0".repeat(64),
  urls: {
    small: `http://localhost/review-photos/${uid}/small.webp`,
    medium: `http://localhost/review-photos/${uid}/medium.webp`,
    large: `http://localhost/review-photos/${uid}/large.webp`,
  },
  avif: {
    small: `http://localhost/review-photos/${uid}/small.avif`,
    medium: `http://localhost/review-photos/${uid}/medium.avif`,
    large: `http://localhost/review-photos/${uid}/large.avif`,
  },
});

/** What the reviews of all shops add up to. */
export const reviewFigures: Omit<ReviewPage, "results" | "next" | "previous"> = {
  average: 4.88,
  count: 128,
  interval: { low: 4.66, high: 4.96 },
  formula: "rating-1",
  distribution: { 5: 116, 4: 10, 3: 1, 2: 1, 1: 0 },
  figures: {
    completed_orders: 412,
    invited: 380,
    reviewed: 131,
    removed: { moderation: 2, author: 1 },
    customers: 240,
    repeat_customers: 96,
    repeat_share: 0.4,
  },
};

export const tombstone: Review = {
  id: 9,
  status: "withdrawn",
  rating: null,
  title: "",
  body: "",
  author: null,
  vendor: "hearth-rye",
  created_at: ago(24 * 9),
  version: 1,
  revised_at: null,
  is_redacted: false,
  removed_at: ago(24 * 3),
  route: "own",
  order_completed_at: ago(24 * 10),
  items: [],
  photos: [],
  response: null,
  helpful_count: 0,
  is_helpful: false,
  is_own: false,
  verified_purchase: true,
};

export const reviews: Review[] = [5, 4, 5].map((rating, index) => ({
  ...tombstone,
  id: index + 1,
  status: "published",
  removed_at: null,
  rating,
  version: index === 2 ? 2 : 1,
  revised_at: index === 2 ? ago(30) : null,
  route: index === 0 ? "invited" : "own",
  items: index === 0 ? [{ item: 2, name: "Seeded rye", rating: 5, body: "Keeps for a week." }] : [],
  photos: index === 0 ? [photo("crust"), photo("crumb")] : [],
  helpful_count: index === 0 ? 3 : 0,
  title: ["Best crust in town", "", "Worth the walk"][index] ?? "",
  body:
    ["The rye is what bread should be.", "Good, but the buns were gone by ten.", "Kind people."][index] ?? "",
  author: ["Ana N.", "Mo K.", "Li W."][index] ?? "",
  vendor: "hearth-rye",
  created_at: ago(24 * (index + 2)),
  response:
    index === 1
      ? { body: "We bake more of them now.", created_at: ago(20), version: 1, revised_at: null }
      : null,
  verified_purchase: true,
}));
