import { browserStorage } from "@/lib/browserStorage";
import { acceptPolicy, policyOnFirstUse, type Report } from "@/lib/ledger";
import { logAddress } from "./queries";

export interface SitePolicy {
  /** The one to verify with: that of the first use. */
  policy: string;
  /** What the log serves now, where that is something else. */
  changed: string | null;
  /** Holds on to it, once it has opened a proof. */
  keepFor: (report: Report) => void;
}

/** This site's policy, pinned by the first proof that it opens: a log without a key yet must not become the one to believe. */
export function sitePolicy(served: string): SitePolicy {
  let keep = (): void => undefined;
  const later = {
    getItem: browserStorage.getItem,
    setItem: (name: string, value: string): void => {
      keep = () => browserStorage.setItem(name, value);
    },
  };
  const { policy, changed } = policyOnFirstUse(later, logAddress(), served);
  const opens = (report: Report): boolean =>
    report.verdicts.some(({ property, status }) => property === "authentic" && status === "proven");
  return { policy, changed: changed ? served : null, keepFor: (report) => opens(report) && keep() };
}

/** From now on believe what the log serves today. */
export const acceptSitePolicy = (policy: string): boolean =>
  acceptPolicy(browserStorage, logAddress(), policy);
