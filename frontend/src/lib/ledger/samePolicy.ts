/**
 * Whether two policy files say to believe the same ones. Comments, order, names and addresses of witnesses say nothing about
 * that; keys and quorum do. Only for files that have been read as policies: no key is checked here, and none is needed.
 */
export function samePolicy(one: string, other: string): boolean {
  return one === other || meaningOf(one) === meaningOf(other);
}

const NUMBERS: Record<string, (members: number) => number> = { any: () => 1, all: (members) => members };

const linesOf = (policy: string): string[][] =>
  policy
    .split("\n")
    .map((line) => line.split(/[ \t]+/).filter((word) => word !== ""))
    .filter(([first]) => first !== undefined && !first.startsWith("#"));

/** Names of the logs that a policy is about. */
export const logsOf = (policy: string): string[] => {
  const keys = linesOf(policy).filter(([kind]) => kind === "log");
  return [...new Set(keys.map(([, vkey = ""]) => vkey.split("+")[0] ?? ""))];
};

function meaningOf(policy: string): string {
  const [logs, witnesses, rest]: [string[], string[], string[][]] = [[], [], []];
  /** What a name stands for: a key, or so many of what other names stand for. */
  const means = new Map<string, string>();
  const grouped = new Set<string>();
  let quorum = "";
  // Nobody is in two groups, so what a name stands for does not grow beyond the file.
  const asMember = (name: string): string => {
    const meaning = grouped.has(name) ? undefined : means.get(name);
    grouped.add(name);
    return meaning ?? `?${name}`;
  };
  for (const line of linesOf(policy)) {
    const [kind, name = "", second = "", ...members] = line;
    if (kind === "log") logs.push(name);
    else if (kind === "witness") {
      witnesses.push(second);
      means.set(name, second);
    } else if (kind === "group") {
      const threshold = NUMBERS[second]?.(members.length) ?? second;
      means.set(name, `${threshold}(${members.map(asMember).sort()})`);
    } else if (kind === "quorum") quorum = means.get(name) ?? name;
    else rest.push(line);
  }
  return JSON.stringify([logs.sort(), witnesses.sort(), quorum, rest]);
}
