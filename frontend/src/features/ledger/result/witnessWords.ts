import { plural, t } from "@/lib/language/catalogue";
import type { Report } from "@/lib/ledger";

/** Names of the witnesses that somebody else than TrustTrack runs; null while that is not known. */
export type Independent = ReadonlySet<string> | null;

/** Whether somebody who is not TrustTrack has cosigned the head. */
export const isIndependentlyWitnessed = (report: Report, independent: Independent): boolean =>
  report.witnesses.some(({ name, time }) => time !== null && independent?.has(name));

/** Those that are not independent, by the name that they deserve. */
export const ownWitnesses = (report: Report): string =>
  plural(
    "TrustTrack’s own witness",
    "TrustTrack’s own witnesses",
    Math.max(1, report.witnesses.filter(({ time }) => time !== null).length),
  );

/** Who says between which moments an entry was recorded. */
export function sayers(report: Report, independent: Independent): string {
  const isOne = report.witnesses.filter(({ time }) => time !== null).length < 2;
  if (isIndependentlyWitnessed(report, independent))
    return isOne ? t("says the witness") : t("say the witnesses");
  if (independent === null) return isOne ? t("says a witness") : t("say witnesses");
  return isOne ? t("says TrustTrack’s own witness") : t("say TrustTrack’s own witnesses");
}
