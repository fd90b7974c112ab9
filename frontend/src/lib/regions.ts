import { locale } from "./language/catalogue";

/** ISO 3166-1, alpha-2. */
const COUNTRY_CODES =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split(
    " ",
  );

export type Choice = readonly [value: string, text: string];

/** Every country by its name, in the order of the names. */
export function countries(): Choice[] {
  const names = new Intl.DisplayNames([locale() ?? "en"], { type: "region" });
  return COUNTRY_CODES.map((code) => [code, names.of(code) ?? code] as const).sort((one, other) =>
    one[1].localeCompare(other[1]),
  );
}

/** The country of the reader's language, where it says one ("pt-BR"); else the United Kingdom. */
export function likelyCountry(languages: readonly string[] = navigator.languages): string {
  const region = languages.map((language) => new Intl.Locale(language).region).find(Boolean);
  return region && COUNTRY_CODES.includes(region) ? region : "GB";
}

/** The clock of this machine, by its name in the zone database. */
export const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Newer than the types: a browser has one of them, or neither. */
interface Region extends Intl.Locale {
  getTimeZones?: () => string[];
  timeZones?: string[];
}

/** The time zones of a country, or all of them where this browser does not know; the one that is `set`, and this machine's. */
export function timeZonesOf(country: string, set: string): Choice[] {
  const region: Region = new Intl.Locale("und", { region: country });
  const zones = region.getTimeZones?.() ?? region.timeZones ?? Intl.supportedValuesOf("timeZone");
  return [...new Set([...zones, set, ownTimeZone()])]
    .sort()
    .map((name) => [name, name.replaceAll("_", " ")] as const);
}

/** Languages by their names, in the order of the names. */
export function languagesOf(codes: readonly string[]): Choice[] {
  const names = new Intl.DisplayNames([locale() ?? "en"], { type: "language" });
  return codes
    .map((code) => [code, names.of(code) ?? code] as const)
    .sort((one, other) => one[1].localeCompare(other[1]));
}
