import { z } from "zod";
import type { KeyScope, NewKey } from "@/api/types";

/** What a key can be given for, in the order of how often it is. */
export const KEY_SCOPES: readonly (readonly [scope: KeyScope, words: string])[] = [
  ["orders.view", "See orders, and the live board"],
  ["orders.advance", "Move orders along"],
  ["items.availability", "Say what is on sale and how many are left"],
  ["items.change", "Add items and change their words and prices"],
  ["reviews.respond", "Answer reviews"],
  ["profile.change", "Change the profile and the hours"],
  ["checks.view", "See the verification checks"],
  ["webhooks.view", "See webhooks and what was sent"],
  ["webhooks.replay", "Have webhooks sent again"],
];

export const scopeWords = (scope: string): string =>
  KEY_SCOPES.find(([each]) => each === scope)?.[1] ?? scope;

export const LIFETIMES = [
  ["90", "90 days"],
  ["30", "30 days"],
  ["365", "A year"],
  ["never", "Until it is revoked"],
] as const;
type Lifetime = (typeof LIFETIMES)[number][0];

const ids = KEY_SCOPES.map(([scope]) => scope);

export const keySchema = z.object({
  name: z.string().trim().min(1, "Say where it is used").max(80, "80 letters at most"),
  scopes: z
    .array(z.custom<KeyScope>((value) => ids.includes(value as KeyScope)))
    .min(1, "Choose at least one"),
  lifetime: z.enum(["30", "90", "365", "never"]),
});
export type KeyValues = z.infer<typeof keySchema>;
export const KEY_FIELDS = ["name", "scopes"] as const;

const DAY = 86_400_000;

export const expiryOf = (lifetime: Lifetime, now: number): string | null =>
  lifetime === "never" ? null : new Date(now + Number(lifetime) * DAY).toISOString();

export const keyBody = ({ name, scopes, lifetime }: KeyValues, now: number): NewKey => ({
  name: name.trim(),
  scopes,
  expires_at: expiryOf(lifetime, now),
});

/** Works, or why not. */
export function stateOf(
  key: { revoked_at?: string | null; expires_at?: string | null; is_orphaned?: boolean },
  now: number,
): "live" | "expired" | "orphaned" | "revoked" {
  if (key.revoked_at) return "revoked";
  if (key.is_orphaned) return "orphaned";
  return key.expires_at && new Date(key.expires_at).getTime() <= now ? "expired" : "live";
}
