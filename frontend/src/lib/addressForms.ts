import { language, t } from "./language/catalogue";

/** What the addresses of a country need, and what people there call it. */
export interface AddressForm {
  postcode: { label: string; isNeeded: boolean; example?: string; pattern?: RegExp; isNumeric?: boolean };
  city: string;
  /** State, province, county: only where letters need it. */
  region: { label: string; isNeeded: boolean } | null;
}

const OTHERS = (): AddressForm => ({
  postcode: { label: t("Postcode"), isNeeded: true },
  city: t("Town or city"),
  region: null,
});
const digits = (count: number, example: string, label = t("Postcode")): AddressForm => ({
  ...OTHERS(),
  postcode: { label, isNeeded: true, example, pattern: new RegExp(`^\\d{${count}}$`), isNumeric: true },
});
const state = (label: string) => ({ label, isNeeded: true });

const FORMS = (): Record<string, AddressForm> => ({
  GB: {
    ...OTHERS(),
    postcode: {
      label: t("Postcode"),
      isNeeded: true,
      example: "BS1 4DJ",
      pattern: /^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$/i,
    },
  },
  IE: {
    postcode: { label: t("Eircode"), isNeeded: false, example: "D02 AF30" },
    city: t("Town or city"),
    region: { label: t("County"), isNeeded: false },
  },
  US: {
    postcode: { label: t("ZIP code"), isNeeded: true, example: "94107", pattern: /^\d{5}(-\d{4})?$/ },
    city: t("City"),
    region: state(t("State")),
  },
  CA: {
    postcode: {
      label: t("Postal code"),
      isNeeded: true,
      example: "K1A 0B1",
      pattern: /^[A-Z]\d[A-Z]\s*\d[A-Z]\d$/i,
    },
    city: t("City"),
    region: state(t("Province or territory")),
  },
  AU: { ...digits(4, "3000"), city: t("Suburb or town"), region: state(t("State or territory")) },
  NZ: digits(4, "6011"),
  DE: digits(5, "10115"),
  AT: digits(4, "1010"),
  CH: digits(4, "8001"),
  BE: digits(4, "1000"),
  DK: digits(4, "1050"),
  NO: digits(4, "0150"),
  FR: digits(5, "75001", t("Postal code")),
  ES: { ...digits(5, "28013", t("Postal code")), region: { label: t("Province"), isNeeded: false } },
  IT: { ...digits(5, "00118", t("Postal code")), region: { label: t("Province"), isNeeded: true } },
  NL: {
    ...OTHERS(),
    postcode: { label: t("Postcode"), isNeeded: true, example: "1012 AB", pattern: /^\d{4}\s*[A-Z]{2}$/i },
  },
  PL: {
    ...OTHERS(),
    postcode: { label: t("Postal code"), isNeeded: true, example: "00-001", pattern: /^\d{2}-\d{3}$/ },
  },
  IN: { ...digits(6, "560001", t("PIN code")), region: state(t("State")) },
  BR: {
    postcode: { label: "CEP", isNeeded: true, example: "01001-000", pattern: /^\d{5}-?\d{3}$/ },
    city: t("City"),
    region: state(t("State")),
  },
});

/** The same list as the server's (common/addresses.py). */
const NO_POSTCODE = new Set(
  "AE AG AN AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GA GD GH GM GQ GY HK IE JM KE KI KM KN KP LC LY ML MO MR MW NR NU PA QA RW SB SC SL SR SS ST SY TD TG TK TL TO TV TZ UG VU YE ZW".split(
    " ",
  ),
);

export function addressForm(country: string): AddressForm {
  const known = FORMS()[country];
  if (known) return known;
  return NO_POSTCODE.has(country)
    ? { ...OTHERS(), postcode: { label: t("Postcode (if you have one)"), isNeeded: false } }
    : OTHERS();
}

export interface AddressValues {
  line1: string;
  line2: string;
  city: string;
  region: string;
  postcode: string;
  country: string;
}

export const emptyAddress = (country: string): AddressValues => ({
  line1: "",
  line2: "",
  city: "",
  region: "",
  postcode: "",
  country,
});

type Complaint = readonly [field: keyof AddressValues, words: string];

/** As it stands in a sentence: "postcode", "ZIP code". */
const inSentence = (label: string): string =>
  language() !== "en" || /^([A-Z]{2}|Eir)/.test(label) ? label : label.toLowerCase();

/** What is missing or cannot be right, in the order of the fields. */
export function addressComplaints(values: AddressValues): Complaint[] {
  const { postcode, region } = addressForm(values.country);
  const found: Complaint[] = [];
  if (!values.line1) found.push(["line1", t("Enter the street and number")]);
  if (!values.city)
    found.push(["city", t("Enter the {city}", { city: inSentence(addressForm(values.country).city) })]);
  if (region?.isNeeded && !values.region)
    found.push(["region", t("Enter the {region}", { region: inSentence(region.label) })]);
  if (postcode.isNeeded && !values.postcode)
    found.push(["postcode", t("Enter the {inSentence}", { inSentence: inSentence(postcode.label) })]);
  else if (values.postcode && postcode.pattern && !postcode.pattern.test(values.postcode))
    found.push([
      "postcode",
      t("Enter a {inSentence} like {example}", {
        inSentence: inSentence(postcode.label),
        example: postcode.example,
      }),
    ]);
  return found;
}

/** "12 Mill Street, Bristol BS1 4DJ" in one line. */
export function addressInShort(values: Partial<AddressValues>): string {
  const town = [values.city, values.region, values.postcode].filter(Boolean).join(" ");
  return [values.line1, values.line2, town].filter(Boolean).join(", ");
}
