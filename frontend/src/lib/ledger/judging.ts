import { judgeAbsence } from "./absence";
import { decodeBase64, encodeBase64 } from "./base64";
import { alterationOf } from "./entryCheck";
import { chainIdOf } from "./hashes";
import type { OpenedBundle } from "./opening";
import { judgeOrder } from "./orderCheck";
import { judgePin } from "./pinCheck";
import type { ReadEntry } from "./reading";
import { scanNewest } from "./scan";
import type { FetchTile } from "./tiles";
import { judgeFresh, judgeTime, type Sighting } from "./timeCheck";
import type { Property, VerifyOptions } from "./types";
import { failed, type Judgement, notProven, PROVEN } from "./verdicts";

export type Judged = Partial<Record<Property, Judgement>>;

/** What an opened bundle is judged with. */
export interface Question {
  opened: OpenedBundle;
  entries: readonly ReadEntry[];
  options: VerifyOptions;
  fetchTile?: FetchTile;
}

/** Trees that were seen with a time: the head's, and those of the anchors that it extends. */
export const sightingsOf = ({ head, anchors }: OpenedBundle): Sighting[] => [
  head,
  ...anchors.flatMap(({ opened }) => opened ?? []),
];

/** All properties of a bundle whose head is authentic. */
export async function judgeOpened(question: Question): Promise<{ judged: Judged; searched: number }> {
  const { opened, entries, options } = question;
  const { bundle, policy, head } = opened;
  const search = await judgeComplete(question);
  const order = judgeOrder(entries, bundle.key, linkOfFirst(question));
  const judged: Judged = {
    chain: judgeChain(bundle.key, options.expectedChainId),
    unaltered: judgeEntries(question),
    in_order: order === PROVEN && search.forked !== null ? failed("fork", search.forked) : order,
    append_only: await judgeAppendOnly(question),
    witnessed: judgeWitnessed(policy.quorum, head.time),
    time: judgeTime(entries, sightingsOf(opened)),
    fresh: judgeFresh(head.time, options.now ?? Date.now() / 1000),
    complete: search.judgement,
  };
  return { judged, searched: search.searched };
}

function judgeChain(key: Uint8Array, expected: string | undefined): Judgement {
  if (expected === undefined) return notProven("chain_not_compared");
  return encodeBase64(chainIdOf(key)) === expected.trim() ? PROVEN : failed("chain_differs");
}

function judgeEntries({ entries, opened }: Question): Judgement {
  for (const entry of entries) {
    const code = alterationOf(entry, opened.head);
    if (code) return failed(code, entry.seq);
  }
  return PROVEN;
}

/** What the first entry has to link to: the chain itself, or the entry before where the reader knows it. */
function linkOfFirst({ opened, options }: Question): Uint8Array | null {
  const { first = 0, pin, previous } = options;
  if (first === 0) return chainIdOf(opened.bundle.key);
  const known = previous ?? (pin?.seq === first - 1 ? pin.leafHash : undefined);
  return known === undefined ? null : decodeBase64(known, 32);
}

async function judgeAppendOnly({ opened, entries, options, fetchTile }: Question): Promise<Judgement> {
  const broken = opened.anchors.find(({ code }) => code !== "");
  if (broken) return failed(broken.code);
  if (!options.pin) return PROVEN;
  const anchors = opened.anchors.flatMap((anchor) => anchor.opened ?? []);
  return judgePin(options.pin, { head: opened.head, entries, anchors, fetchTile });
}

function judgeWitnessed(quorum: string | null, time: number | null): Judgement {
  if (quorum === null) return notProven("no_quorum");
  return time === null ? failed("quorum_not_met") : PROVEN;
}

interface Search {
  judgement: Judgement;
  searched: number;
  forked: number | null;
}

/** The absence proof, and what stands in the log after it where that can be fetched. */
async function judgeComplete({ opened, entries, fetchTile }: Question): Promise<Search> {
  const { bundle, head } = opened;
  const last = entries.at(-1);
  if (!last) return { judgement: failed("absence_invalid"), searched: 0, forked: null };
  const absence = judgeAbsence(bundle.absent, bundle.key, last, head);
  if (absence.searched === 0 || !fetchTile) return { ...absence, forked: null };
  const found = await scanNewest(entries, bundle.key, absence.searched, head, fetchTile);
  if (!found) return { ...absence, forked: null };
  const judgement = found.isLaterFound ? failed("later_entry_found", last.seq + 1) : PROVEN;
  return { judgement, searched: head.size, forked: found.forked };
}
