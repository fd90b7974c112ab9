import { t, translated } from "./catalogue";

/**
 * What the API says in English, in the reader's language: sockets carry one text to all. `names` are what its sentence is
 * about: "Mill Bakery accepted the order" is known as "{vendor} accepted the order". What is not known stays as it was said;
 * what is known stands in served.ts.
 */
export function said(words: string, names: Record<string, string> = {}): string {
  for (const [place, name] of Object.entries(names)) {
    const sentence = name ? words.replace(name, `{${place}}`) : words;
    if (sentence !== words && translated(sentence) !== sentence) return t(sentence, names);
  }
  return translated(words);
}
