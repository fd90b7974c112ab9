import { ascii, concat } from "./bytes";
import { type Checkpoint, type NoteSignature, parseCheckpoint, parseNote } from "./checkpoints";
import type { SignatureCheck } from "./ed25519";
import { type Policy, type Times, timeOf } from "./policy";
import type { VerifierKey } from "./vkeys";

export interface OpenedNote extends Checkpoint {
  times: Times;
  /** Under the policy, unix seconds. */
  time: number | null;
}

export type NoteProblem = "malformed" | "bad_signature" | "not_signed";

/** Opens a checkpoint of the log `origin` under a policy, or says what is wrong with it. */
export async function openCheckpoint(
  raw: string,
  origin: string,
  policy: Policy,
  check: SignatureCheck,
): Promise<OpenedNote | NoteProblem> {
  const note = parseNote(raw);
  const checkpoint = note && parseCheckpoint(note.text);
  if (!checkpoint || checkpoint.origin !== origin) return "malformed";
  const logs = policy.logs.filter((log) => log.name === origin);
  const known = note.signatures.flatMap((signature) => knownSigner(signature, logs, policy));
  const judged = await Promise.all(known.map((one) => judge(one, note.text, check)));
  if (judged.some((one) => !one.valid)) return "bad_signature";
  if (!judged.some((one) => one.witness === null)) return "not_signed";
  const times = earliest(judged);
  return { ...checkpoint, times, time: timeOf(policy, times) };
}

interface KnownSignature {
  signature: NoteSignature;
  key: VerifierKey;
  /** Its name in the policy; null for the log. */
  witness: string | null;
}

function knownSigner(signature: NoteSignature, logs: VerifierKey[], policy: Policy): KnownSignature[] {
  const isOf = (key: VerifierKey): boolean => key.name === signature.name && key.id === signature.id;
  const signers = [...policy.witnesses].map(([witness, key]) => ({ signature, key, witness }));
  return [...logs.map((key) => ({ signature, key, witness: null })), ...signers].filter(({ key }) =>
    isOf(key),
  );
}

interface Judged {
  valid: boolean;
  witness: string | null;
  time: number;
}

async function judge(known: KnownSignature, text: string, check: SignatureCheck): Promise<Judged> {
  const { witness, key, signature } = known;
  const { bytes } = signature;
  if (witness === null) return { valid: await check(key.key, ascii(text), bytes), witness, time: 0 };
  if (bytes.length !== 72) return { valid: false, witness, time: 0 };
  const time = new DataView(bytes.buffer).getBigUint64(0);
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return { valid: false, witness, time: 0 };
  const message = concat(ascii(`cosignature/v1\ntime ${time}\n`), ascii(text));
  return { valid: await check(key.key, message, bytes.slice(8)), witness, time: Number(time) };
}

/** A witness that cosigned twice had seen the note at the earlier time. */
function earliest(judged: readonly Judged[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const { witness, time } of judged)
    if (witness !== null) times.set(witness, Math.min(time, times.get(witness) ?? time));
  return times;
}
