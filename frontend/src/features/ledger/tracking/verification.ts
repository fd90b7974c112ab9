import { browserStorage } from "@/lib/browserStorage";
import { keepPin, logsOf, type Pin, type Report, readPin, verifyInWorker } from "@/lib/ledger";
import { keepSeen, keptChain, seenChain } from "@/lib/orderChain";
import { fetchPolicy, fetchProof, logAddress } from "../queries";
import { sitePolicy } from "../sitePolicy";

/** What one press of "Verify" found out. */
export interface Verification {
  report: Report;
  /** The proof exactly as it was received. */
  bundle: string;
  /** The policy that the log serves today, where it is another one than this browser kept. */
  changedPolicy: string | null;
  /** The page was asked again afterwards, so that it cannot be merely late. */
  renewed: boolean;
  /** When it was done, in ms. */
  at: number;
}

export type Stage = "fetching" | "checking" | "comparing";

interface Order {
  uid: string;
  /** From the address, where it brought one. */
  linkedChain: string | null;
  /** Asks the page again; false where that was not possible. */
  renewPage: () => Promise<boolean>;
  onStage: (stage: Stage) => void;
}

/** The confirmation's chain goes before the address's: whoever sends a link can write any chain into it. */
export const expectedChain = (uid: string, linked: string | null): string | undefined =>
  keptChain(uid) ?? linked ?? undefined;

/** What this browser kept when it last verified the order behind this link. */
export function pinOf(uid: string): Pin | undefined {
  const seen = seenChain(uid);
  return seen ? readPin(browserStorage, seen) : undefined;
}

/**
 * True where the site shows a proof of a log that it names itself, and that this browser did not know: nothing of the proof was
 * checked, and nothing is said against it.
 */
export const isOfOtherLog = ({ report, changedPolicy }: Verification): boolean =>
  changedPolicy !== null &&
  report.verdicts.some(({ code }) => code === "origin_unknown") &&
  logsOf(changedPolicy).includes(report.origin);

/** Fetches proof and policy, checks them here, and asks the page again to compare it. */
export async function verifyOrder({ uid, linkedChain, renewPage, onStage }: Order): Promise<Verification> {
  onStage("fetching");
  const [bundle, served] = await Promise.all([fetchProof(uid), fetchPolicy()]);
  const { policy, changed, keepFor } = sitePolicy(served);
  onStage("checking");
  const report = await verifyInWorker(bundle, policy, {
    expectedChainId: expectedChain(uid, linkedChain),
    pin: pinOf(uid),
    now: Math.floor(Date.now() / 1000),
    log: logAddress(),
  });
  onStage("comparing");
  const renewed = await renewPage();
  keepFor(report);
  if (keepPin(browserStorage, report)) keepSeen(uid, report.chainId);
  return { report, bundle, changedPolicy: changed, renewed, at: Date.now() };
}
