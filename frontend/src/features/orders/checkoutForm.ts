import { z } from "zod";
import type { PlaceOrder } from "@/api/types";
import type { BasketLine } from "@/lib/basket";

export const checkoutSchema = z
  .object({
    fulfilment: z.enum(["pickup", "delivery"]),
    contact: z.object({
      name: z.string().trim().min(1, "The name to call out"),
      phone: z
        .string()
        .trim()
        .regex(/^\+?[\d\s().-]{6,24}$/, "Give a phone number, like 07700 900123"),
      email: z.email("An e-mail address, like ana@example.com"),
    }),
    address: z.object({
      line1: z.string().trim(),
      line2: z.string().trim(),
      city: z.string().trim(),
      postcode: z.string().trim(),
    }),
    note: z.string().trim().max(500, "At most 500 characters"),
  })
  .superRefine(({ fulfilment, address }, context) => {
    if (fulfilment !== "delivery") return;
    const missing = (field: "line1" | "city" | "postcode", message: string): void => {
      if (!address[field]) context.addIssue({ code: "custom", path: ["address", field], message });
    };
    missing("line1", "Street and number");
    missing("city", "Town or city");
    missing("postcode", "Postcode");
  });

export type CheckoutValues = z.infer<typeof checkoutSchema>;

export const CHECKOUT_FIELDS = [
  "fulfilment",
  "contact.name",
  "contact.phone",
  "contact.email",
  "address.line1",
  "address.line2",
  "address.city",
  "address.postcode",
  "note",
] as const;

export function orderBody(vendor: string, lines: BasketLine[], values: CheckoutValues): PlaceOrder {
  const { fulfilment, contact, address, note } = values;
  return {
    vendor,
    items: lines.map(({ item, quantity }) => ({ item, quantity })),
    fulfilment,
    contact,
    ...(fulfilment === "delivery" ? { address } : {}),
    ...(note ? { note } : {}),
  };
}
