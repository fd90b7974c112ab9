import { directionOf, type Language, localeOf } from "./languages";

/** The words of one language: English to what is said there; what is counted has one form for each of the language's plurals. */
export type Catalogue = Record<string, string | string[]>;
export type Values = Record<string, string | number | null | undefined>;

// The order of the forms in a catalogue, which is that of gettext for the languages that we have
const PLURALS = ["zero", "one", "two", "few", "many", "other"] as const;
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

let active: Language = "en";
let catalogue: Catalogue = {};

/** Which language the page is in. */
export const language = (): Language => active;
export const direction = (): "ltr" | "rtl" => directionOf(active);
/** For `Intl`: how numbers, money and times are written; undefined is the machine's own way. */
export const locale = (): string | undefined => localeOf(active);

/** From now on words are said in this language; English has no catalogue. */
export function speak(language: Language, words: Catalogue = {}): void {
  active = language;
  catalogue = words;
}

/** Says an English sentence in the reader's language, its {places} filled. What is in no catalogue is said in English. */
export function t(message: string, values?: Values): string {
  return fill(translated(message), values);
}

/**
 * Says how many: `plural("{count} item", "{count} items", 3)`. `{count}` is the number as the reader writes it. The catalogue
 * knows the pair by its second sentence.
 */
export function plural(one: string, other: string, count: number, values?: Values): string {
  return fill(pluralForm(one, other, count), { ...values, count });
}

function pluralForm(one: string, other: string, count: number): string {
  const forms = catalogue[other];
  const rules = new Intl.PluralRules(active);
  if (!Array.isArray(forms)) return rules.select(count) === "one" ? one : other;
  const known = rules.resolvedOptions().pluralCategories;
  const index = PLURALS.filter((form) => known.includes(form)).indexOf(rules.select(count));
  return forms[index] ?? other;
}

/** The sentence with its {places} still open. */
export function translated(message: string): string {
  const words = catalogue[message];
  return typeof words === "string" ? words : message;
}

function fill(words: string, values: Values | undefined): string {
  if (!values) return words;
  return words.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return name in values ? shown(value ?? "") : place;
  });
}

/** A number as the reader writes it. In a sentence that runs right to left, a name or a number keeps its own direction (UAX #9). */
function shown(value: string | number): string {
  const text = typeof value === "number" ? new Intl.NumberFormat(locale()).format(value) : value;
  return direction() === "rtl" ? `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}` : text;
}

/** A sentence cut at one place, for what is drawn around it: `cut("Ready by {time}.", "time")` is `["Ready by ", "."]`. */
export function cut(message: string, place: string, values: Values = {}): readonly [string, string] {
  const hole = "\uE000"; // of the private use area: in nobody's words
  const words = t(message, { ...values, [place]: hole });
  const [before = "", after = ""] = words.split(hole);
  return [before.replace(/\u2068$/, ""), after.replace(/^\u2069/, "")];
}
