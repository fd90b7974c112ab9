import { hex } from "./bytes";
import { Malformed } from "./shape";
import { COSIGNATURE, LOG_SIGNATURE, parseVerifierKey, type VerifierKey } from "./vkeys";

/** Who may sign and cosign: C2SP tlog-policy. */
export interface Policy {
  logs: VerifierKey[];
  /** In the order of the file; names are the policy's own. */
  witnesses: Map<string, VerifierKey>;
  groups: Map<string, Group>;
  /** Null for `quorum none`. */
  quorum: string | null;
}

interface Group {
  threshold: number;
  members: string[];
}

function must(condition: boolean): asserts condition {
  if (!condition) throw new Malformed();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const REFUSED = /[\0-\x08\x0b-\x1f\x7f]|\p{Surrogate}/u;
/** Lines a policy may have of each kind; C2SP asks for 32 at least. */
const MAX_LINES = 256;
const WITHOUT_LEADING_ZERO = /^[1-9][0-9]{0,8}$/;

/** Null where the file is no policy; a name that is used before it is defined, or twice, makes it none. */
export function parsePolicy(text: string): Policy | null {
  try {
    must(!REFUSED.test(text));
    const reader = new PolicyReader();
    for (const line of text.split("\n")) reader.read(line);
    return reader.policy();
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

class PolicyReader {
  private readonly logs: VerifierKey[] = [];
  private readonly witnesses = new Map<string, VerifierKey>();
  private readonly groups = new Map<string, Group>();
  private readonly grouped = new Set<string>();
  private quorum: string | null | undefined;

  read(line: string): void {
    const words = line.split(/[ \t]+/).filter((word) => word !== "");
    const [kind, ...rest] = words;
    if (kind === undefined || kind.startsWith("#")) return;
    if (kind === "log") this.readLog(rest);
    else if (kind === "witness") this.readWitness(rest);
    else if (kind === "group") this.readGroup(rest);
    else if (kind === "quorum") this.readQuorum(rest);
    else throw new Malformed();
  }

  policy(): Policy {
    must(this.quorum !== undefined);
    must(Math.max(this.logs.length, this.witnesses.size, this.groups.size) <= MAX_LINES);
    return { logs: this.logs, witnesses: this.witnesses, groups: this.groups, quorum: this.quorum };
  }

  private readLog([vkey = "", ...rest]: string[]): void {
    const key = parseVerifierKey(vkey, LOG_SIGNATURE);
    must(key !== null && rest.length <= 1 && !this.logs.some(sameKey(key)));
    this.logs.push(key);
  }

  private readWitness([name = "", vkey = "", ...rest]: string[]): void {
    const key = parseVerifierKey(vkey, COSIGNATURE);
    must(key !== null && rest.length <= 1 && ![...this.witnesses.values()].some(sameKey(key)));
    this.claim(name);
    this.witnesses.set(name, key);
  }

  private readGroup([name = "", threshold = "", ...members]: string[]): void {
    must(members.length > 0);
    for (const member of members) {
      must(this.isDefined(member) && !this.grouped.has(member));
      this.grouped.add(member);
    }
    this.claim(name);
    this.groups.set(name, { threshold: thresholdOf(threshold, members.length), members });
  }

  private readQuorum([name = "", ...rest]: string[]): void {
    must(this.quorum === undefined && rest.length === 0 && (name === "none" || this.isDefined(name)));
    this.quorum = name === "none" ? null : name;
  }

  private isDefined(name: string): boolean {
    return this.witnesses.has(name) || this.groups.has(name);
  }

  private claim(name: string): void {
    must(name !== "none" && !this.isDefined(name));
  }
}

const sameKey =
  (key: VerifierKey) =>
  (other: VerifierKey): boolean =>
    hex(key.key) === hex(other.key);

function thresholdOf(word: string, members: number): number {
  if (word === "any") return 1;
  if (word === "all") return members;
  must(WITHOUT_LEADING_ZERO.test(word) && Number(word) <= members);
  return Number(word);
}

/** When each witness, by its name in the policy, cosigned a note. */
export type Times = ReadonlyMap<string, number>;

/** When a witness or group can be said to have seen the note: its threshold's smallest time. */
function timeOfMember(policy: Policy, name: string, times: Times): number | null {
  const group = policy.groups.get(name);
  if (!group) return times.get(name) ?? null;
  const seen = group.members
    .map((member) => timeOfMember(policy, member, times))
    .filter((time) => time !== null);
  return seen.sort((a, b) => a - b)[group.threshold - 1] ?? null;
}

/** The time of a note under the policy; null where too few cosigned. */
export function timeOf(policy: Policy, times: Times): number | null {
  if (policy.quorum !== null) return timeOfMember(policy, policy.quorum, times);
  return times.size > 0 ? Math.min(...times.values()) : null;
}
