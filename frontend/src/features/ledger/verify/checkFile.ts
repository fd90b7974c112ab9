import { t } from "@/lib/language/catalogue";
import { type Report, verifyInWorker } from "@/lib/ledger";
import { readChainId } from "@/lib/orderChain";
import { sitePolicy } from "../sitePolicy";

export interface GivenFile {
  name: string;
  text: string;
}

export interface Question {
  proof: GivenFile;
  /** Null: the policy of this site. */
  policy: GivenFile | null;
  chain: string;
}

export interface Checked {
  proof: GivenFile;
  policy: GivenFile | null;
  report: Report;
  /** This site's policy, where it is another one than this browser kept. */
  changedPolicy: string | null;
  at: number;
}

/** The file is no proof at all. That is a mix-up, and nothing to be alarmed at. */
export class NotAProof extends Error {
  override name = "NotAProof";
}

const FORMAT = "trusttrack-bundle/";

/** Tells a file that was mixed up from a proof that is damaged. */
function mustBeProof({ name, text }: GivenFile): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NotAProof(t("{name} is not a proof file: it is not JSON.", { name }));
  }
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format !== "string" || !format.startsWith(FORMAT))
    throw new NotAProof(t("{name} is JSON, but no proof of TrustTrack’s log.", { name }));
}

/** Checks a file on this device; asks no server for anything but this site's policy. */
export async function checkFile(question: Question, fetchPolicy: () => Promise<string>): Promise<Checked> {
  const { proof, policy, chain } = question;
  mustBeProof(proof);
  const site = policy ? null : sitePolicy(await fetchPolicy());
  const report = await verifyInWorker(proof.text, site?.policy ?? policy?.text ?? "", {
    expectedChainId: readChainId(chain) ?? undefined,
    now: Math.floor(Date.now() / 1000),
  });
  site?.keepFor(report);
  return { proof, policy, report, changedPolicy: site?.changed ?? null, at: Date.now() };
}
