import { parseBundle } from "./bundle";
import { defaultSignatureCheck, type SignatureCheck } from "./ed25519";
import { judgeOpened } from "./judging";
import { openBundle } from "./opening";
import { parsePolicy } from "./policy";
import { readEntry } from "./reading";
import { type Outcome, reportOf } from "./report";
import { type FetchTile, fetchTilesFrom } from "./tiles";
import type { Report, VerifyBundle, VerifyOptions } from "./types";
import { failed, PROVEN } from "./verdicts";

/** With what signatures are checked and tiles fetched, where not with what the browser has. */
export interface Means {
  check?: SignatureCheck;
  fetchTile?: FetchTile;
}

export const verifyBundle: VerifyBundle = (bundle, policy, options) =>
  verifyWith({}, bundle, policy, options);

/** {@link verifyBundle} with means of the caller's choice. */
export async function verifyWith(
  means: Means,
  bundle: string,
  policy: string,
  options: VerifyOptions = {},
): Promise<Report> {
  const started = performance.now();
  const outcome = await judge(means, bundle, policy, options);
  return reportOf(outcome, performance.now() - started);
}

async function judge(
  means: Means,
  text: string,
  policyText: string,
  options: VerifyOptions,
): Promise<Outcome> {
  const policy = parsePolicy(policyText);
  const bundle = parseBundle(text);
  const nothing = {
    policy,
    bundle,
    opened: null,
    entries: [],
    searched: 0,
    hasPin: options.pin !== undefined,
  };
  if (!bundle) return { ...nothing, judged: { well_formed: failed("malformed") } };
  const opened = await openBundle(bundle, policy, means.check ?? (await defaultSignatureCheck()));
  if (typeof opened === "string")
    return { ...nothing, judged: { well_formed: PROVEN, authentic: failed(opened) } };
  const { first = 0, log } = options;
  const entries = bundle.entries.map((entry, n) => readEntry(entry, first + n));
  const fetchTile = means.fetchTile ?? (log ? fetchTilesFrom(log) : undefined);
  const { judged, searched } = await judgeOpened({ opened, entries, options, fetchTile });
  return {
    ...nothing,
    opened,
    entries,
    searched,
    judged: { well_formed: PROVEN, authentic: PROVEN, ...judged },
  };
}
