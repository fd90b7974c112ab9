import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Verdict, VerifyOptions } from "../src/lib/ledger/types";
import { verifyBundle } from "../src/lib/ledger/verify";

interface Case {
  name: string;
  bundle: string | object;
  policy: string;
  options?: VerifyOptions;
}

/** `npm run verify-cases -- FILE`: the verdicts on a file of cases, to hold them against those of another verifier. */
async function main(path: string | undefined): Promise<void> {
  if (path === undefined) throw new Error("usage: npm run verify-cases -- FILE");
  const cases = JSON.parse(readFileSync(resolve(process.env.INIT_CWD ?? "", path), "utf8")) as Case[];
  const judged: { name: string; verdicts: Verdict[] }[] = [];
  for (const { name, bundle, policy, options } of cases) {
    const text = typeof bundle === "string" ? bundle : JSON.stringify(bundle);
    judged.push({ name, verdicts: (await verifyBundle(text, policy, options)).verdicts });
  }
  process.stdout.write(`${JSON.stringify(judged, null, 1)}\n`);
}

await main(process.argv[2]);
