import { locale as here } from "./language/catalogue";

/** "1,204", or "4.3" with one place: a number as the reader writes it. */
export const inDigits = (value: number, places?: number, locale: string | undefined = here()): string =>
  new Intl.NumberFormat(locale, {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  }).format(value);

/** "37%", of 0.37. */
export const inPercent = (share: number, locale: string | undefined = here()): string =>
  new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(share);

/** "keys, witnesses and quorum". */
export const listed = (words: readonly string[]): string =>
  new Intl.ListFormat(here() ?? "en-GB").format(words);
