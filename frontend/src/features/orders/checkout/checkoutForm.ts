import { z } from "zod";
import type { Me, PlaceOrder } from "@/api/types";
import { type AddressValues, addressComplaints, emptyAddress } from "@/lib/addressForms";
import { t } from "@/lib/language/catalogue";
import type { CheckedBasket } from "../basket/changes";

const NOTE_MAX = 500;
const ADDRESS = z.object({
  line1: z
    .string()
    .trim()
    .max(120, { error: () => t("Enter at most 120 characters") }),
  line2: z
    .string()
    .trim()
    .max(120, { error: () => t("Enter at most 120 characters") }),
  city: z
    .string()
    .trim()
    .max(80, { error: () => t("Enter at most 80 characters") }),
  region: z
    .string()
    .trim()
    .max(80, { error: () => t("Enter at most 80 characters") }),
  postcode: z
    .string()
    .trim()
    .max(16, { error: () => t("Enter at most 16 characters") }),
  country: z.string(),
});
const PART = z.object({
  fulfilment: z.enum(["pickup", "delivery"]),
  note: z
    .string()
    .trim()
    .max(NOTE_MAX, {
      error: () => t("Enter at most {note_max} characters", { note_max: NOTE_MAX }),
    }),
});
const SHAPE = z.object({
  contact: z.object({
    name: z
      .string()
      .trim()
      .min(1, { error: () => t("Enter your name, as the shop should call it") })
      .max(120),
    email: z.email({ error: () => t("Enter an e-mail address, like ana@example.com") }),
    phone: z
      .string()
      .trim()
      .regex(/^(\+?[\d\s().-]{6,24})?$/, { error: () => t("Enter a phone number, like 07700 900123") }),
  }),
  /** One for each vendor, by its slug. */
  parts: z.record(z.string(), PART),
  address: ADDRESS,
  keepsAddress: z.boolean(),
});

export type CheckoutValues = z.infer<typeof SHAPE>;

export const isBrought = (values: Pick<CheckoutValues, "parts">, slugs: readonly string[]): boolean =>
  slugs.some((slug) => values.parts[slug]?.fulfilment === "delivery");

/** What can be sent for these vendors. An address and a phone are asked for where something is brought. */
export const checkoutSchema = (slugs: readonly string[]) =>
  SHAPE.superRefine((values, context) => {
    if (!isBrought(values, slugs)) return;
    for (const [field, message] of addressComplaints(values.address))
      context.addIssue({ code: "custom", path: ["address", field], message });
    if (!values.contact.phone)
      context.addIssue({
        code: "custom",
        path: ["contact", "phone"],
        message: t("Enter a phone number, for whoever brings it"),
      });
  });

/** What was typed before, else what is known of the reader. Ways that a vendor no longer offers are not chosen. */
export function startValues(
  baskets: readonly CheckedBasket[],
  me: Me | null,
  draft: Partial<CheckoutValues>,
): CheckoutValues {
  const parts = baskets.map(({ slug, fulfilments }) => {
    const typed = draft.parts?.[slug];
    const fulfilment =
      typed && fulfilments.includes(typed.fulfilment) ? typed.fulfilment : (fulfilments[0] ?? "pickup");
    return [slug, { fulfilment, note: typed?.note ?? "" }] as const;
  });
  return {
    contact: {
      name: draft.contact?.name || me?.name || "",
      email: draft.contact?.email || me?.email || "",
      phone: draft.contact?.phone || me?.phone || "",
    },
    parts: Object.fromEntries(parts),
    address: { ...emptyAddress(baskets[0]?.country ?? "GB"), ...draft.address },
    keepsAddress: draft.keepsAddress ?? false,
  };
}

/** One vendor's order. It says what the reader saw each thing cost, and never what it is called: the server knows. */
export function orderBody(basket: CheckedBasket, values: CheckoutValues, checkout: string): PlaceOrder {
  const { fulfilment, note } = values.parts[basket.slug] ?? { fulfilment: "pickup", note: "" };
  return {
    vendor: basket.slug,
    items: basket.lines.map(({ line }) => ({
      item: line.item,
      quantity: line.quantity,
      unit_price: line.price,
    })),
    fulfilment,
    contact: values.contact,
    ...(fulfilment === "delivery" ? { address: values.address } : {}),
    ...(note ? { note } : {}),
    checkout,
  };
}

const ADDRESS_FIELDS: readonly (keyof AddressValues)[] = [
  "line1",
  "line2",
  "city",
  "region",
  "postcode",
  "country",
];
const CONTACT_FIELDS = ["name", "email", "phone"] as const;

/** Where in the form the server's pointer into one vendor's order is; null where the form has no such field. */
export function fieldAt(pointer: string, slug: string): string | null {
  const [part = "", field = ""] = pointer.replace(/^#?\//, "").split("/");
  if (part === "note" || part === "fulfilment") return `parts.${slug}.${part}`;
  if (part === "address" && ADDRESS_FIELDS.some((each) => each === field)) return `address.${field}`;
  if (part === "address" && !field) return "address.line1";
  if (part === "contact" && CONTACT_FIELDS.some((each) => each === field)) return `contact.${field}`;
  return null;
}
