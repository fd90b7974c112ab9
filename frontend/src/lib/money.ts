import { locale as here } from "./language/catalogue";
/** Money as the API writes it: a decimal string and an ISO 4217 code. */
export interface Money {
  amount: string;
  currency: string;
}

/** The schema does not promise a currency on every vendor; all of them have one. */
export const DEFAULT_CURRENCY = "GBP";

const fractionDigits = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Whole minor units, so that sums never meet binary fractions. */
export function toMinor({ amount, currency }: Money): number {
  const digits = fractionDigits(currency);
  const [whole = "0", fraction = ""] = amount.replace("-", "").split(".");
  const minor = Number(whole) * 10 ** digits + Number(fraction.padEnd(digits, "0").slice(0, digits) || 0);
  return amount.startsWith("-") ? -minor : minor;
}

export function fromMinor(minor: number, currency: string): Money {
  const digits = fractionDigits(currency);
  const sign = minor < 0 ? "-" : "";
  const padded = String(Math.abs(minor)).padStart(digits + 1, "0");
  const amount = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
  return { amount: sign + amount, currency };
}

export function formatMoney(money: Money, locale: string | undefined = here()): string {
  const digits = fractionDigits(money.currency);
  return new Intl.NumberFormat(locale, { style: "currency", currency: money.currency }).format(
    toMinor(money) / 10 ** digits,
  );
}

/** "£" for GBP: what stands before a price being typed. */
export function currencySymbol(currency: string, locale: string | undefined = here()): string {
  const parts = new Intl.NumberFormat(locale, { style: "currency", currency }).formatToParts(0);
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}

export function totalOf(lines: { price: Money; quantity: number }[], currency: string): Money {
  return fromMinor(
    lines.reduce((sum, line) => sum + toMinor(line.price) * line.quantity, 0),
    currency,
  );
}
