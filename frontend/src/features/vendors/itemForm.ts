import { z } from "zod";
import type { ItemChanges, NewItem } from "@/api/types";
import { t } from "@/lib/language/catalogue";

const price = z
  .string()
  .trim()
  .regex(/^\d{1,9}([.,]\d{1,3})?$/, { error: () => t("A price like 4.50") });

const stock = z
  .string()
  .trim()
  .regex(/^\d*$/, { error: () => t("A whole number, or empty for unlimited") })
  .refine((text) => !(Number(text) > 1_000_000), { error: () => t("At most 1,000,000") });

/** What changes from day to day. */
export const itemChangeSchema = z.object({ price, stock, is_available: z.boolean() });
export type ItemChangeValues = z.infer<typeof itemChangeSchema>;
export const ITEM_CHANGE_FIELDS = ["price", "stock", "is_available"] as const;

export const newItemSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: () => t("What is it called?") })
    .max(160, { error: () => t("At most 160 characters") }),
  section: z
    .string()
    .trim()
    .max(60, { error: () => t("At most 60 characters") }),
  price,
  stock,
  description: z
    .string()
    .trim()
    .max(500, { error: () => t("At most 500 characters") }),
});
export type NewItemValues = z.infer<typeof newItemSchema>;
export const NEW_ITEM_FIELDS = ["name", "section", "price", "stock", "description"] as const;

/** "4,50" is typed in half of Europe; the API reads "4.50". */
const amountOf = (text: string): string => text.replace(",", ".");
const stockOf = (text: string): number | null => (text === "" ? null : Number(text));

export function newItemBody({ price, stock, ...words }: NewItemValues, currency: string): NewItem {
  return { ...words, price: { amount: amountOf(price), currency }, stock: stockOf(stock) };
}

/** Staff may say what is left and whether it is sold, and nothing else: with a price the API refuses the whole change. */
export function itemChangeBody(values: ItemChangeValues, currency: string, withPrice: boolean): ItemChanges {
  const { price, stock, is_available } = values;
  return {
    ...(withPrice ? { price: { amount: amountOf(price), currency } } : {}),
    stock: stockOf(stock),
    is_available,
  };
}
