import { browserStorage } from "./browserStorage";

/** One act that waits on this device until the server has answered it. */
export interface Kept<T> {
  /** Names the act to the server: sent twice, it is done once. */
  key: string;
  /** What it acts on; acts on one subject are sent in the order in which they were made. */
  subject: string;
  /** Acts of one gesture: taken back together, sent together. */
  group: string;
  act: T;
  /** Until then it can be taken back; in ms. */
  heldUntil: number;
  /** The page that it was made on; others leave it alone while that one may be about to send it. */
  page: string;
  /** Why it was not done; it stays until somebody has read that. */
  refused?: string;
}

/** What stands in the way of all acts alike. */
export type Obstacle = "network" | "busy" | "sign_in";

export type Answer =
  | { kind: "done" }
  | { kind: "later"; why: Obstacle }
  /** The acts on the same subject that follow are not sent either. */
  | { kind: "refused"; why: string };

export interface QueueState<T> {
  kept: readonly Kept<T>[];
  obstacle: Obstacle | null;
}

export interface DeviceQueue<T> {
  /** Keeps acts as one gesture for `holdMs` in which they can be taken back. Earlier ones on the same subjects are due at once. */
  add(acts: readonly { subject: string; act: T }[], holdMs: number): void;
  /** Changes the acts of a gesture that can still be taken back, and holds them for `holdMs` again. */
  amend(group: string, change: (act: T) => T, holdMs: number): void;
  /** Takes a gesture back. False when it was already on its way. */
  undo(group: string): boolean;
  /** Sends everything now: the page is about to go away. What is not answered any more is sent again by the next page. */
  flush(): void;
  /** Tries now: the network may be back. */
  wake(): void;
  /** Forgets what was refused for a subject; its reader knows. */
  dismiss(subject: string): void;
  state(): QueueState<T>;
  subscribe(listener: () => void): () => void;
}

interface Options<T> {
  /** Where it is kept; one name for each person and thing. */
  name: string;
  /** Sends the acts of one gesture; answers for each by its key, and never throws. */
  send: (acts: readonly Kept<T>[]) => Promise<ReadonlyMap<string, Answer>>;
}

const RETRY_MS = [2_000, 4_000, 8_000, 15_000, 30_000];
/** So long after its hold another page takes an act for left behind. */
const LEFT_BEHIND_MS = 15_000;
const PAGE = crypto.randomUUID();

/**
 * A queue that outlives the page, the browser and the network: what was added is sent, in order, or its refusal is read.
 * The server's memory of keys, not this queue, is what makes an act that was sent twice happen once.
 */
export function createDeviceQueue<T>({ name, send }: Options<T>): DeviceQueue<T> {
  const listeners = new Set<() => void>();
  const flying = new Set<string>();
  let unstored: Kept<T>[] | undefined; // where the browser stores nothing
  let snapshot: QueueState<T> = { kept: read(), obstacle: null };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function read(): Kept<T>[] {
    if (unstored) return unstored;
    try {
      const stored: unknown = JSON.parse(browserStorage.getItem(name) ?? "[]");
      return Array.isArray(stored) ? (stored as Kept<T>[]) : [];
    } catch {
      return [];
    }
  }

  function show(kept: readonly Kept<T>[], obstacle = snapshot.obstacle): void {
    const some = kept.some(({ refused }) => refused === undefined);
    snapshot = { kept, obstacle: some ? obstacle : null };
    for (const listener of listeners) listener();
  }

  function change(how: (kept: Kept<T>[]) => Kept<T>[], obstacle = snapshot.obstacle): void {
    const kept = how(read());
    const text = JSON.stringify(kept);
    browserStorage.setItem(name, text);
    unstored = browserStorage.getItem(name) === text ? undefined : kept;
    show(kept, obstacle);
  }

  /** The next gestures that may be sent: the oldest, or, when the page goes away, all that wait for no other. */
  function nextGestures(all: boolean): Kept<T>[][] {
    const now = Date.now();
    const blocked = new Set<string>();
    const gestures = new Map<string, Kept<T>[]>();
    for (const each of read().filter(({ refused }) => refused === undefined)) {
      const held = each.heldUntil + (each.page === PAGE ? 0 : LEFT_BEHIND_MS) > now;
      if (!held && !flying.has(each.group) && !blocked.has(each.subject))
        gestures.set(each.group, [...(gestures.get(each.group) ?? []), each]);
      else blocked.add(each.subject);
      if (gestures.has(each.group)) blocked.add(each.subject);
    }
    return [...gestures.values()].slice(0, all ? undefined : 1);
  }

  function pump(all = false): void {
    clearTimeout(timer);
    if (all || flying.size === 0) for (const gesture of nextGestures(all)) void launch(gesture);
    if (flying.size === 0) wait();
  }

  /** Sleeps until a hold ends, or another page has had its time. */
  function wait(): void {
    const ends = read()
      .filter(({ refused }) => refused === undefined)
      .map(({ heldUntil, page }) => heldUntil + (page === PAGE ? 0 : LEFT_BEHIND_MS) - Date.now())
      .filter((ms) => ms > 0);
    if (ends.length) timer = setTimeout(pump, Math.min(...ends) + 1);
  }

  async function launch(gesture: Kept<T>[]): Promise<void> {
    const group = gesture[0]?.group ?? "";
    flying.add(group);
    show(read()); // what is on its way cannot be taken back any more
    const answers = await send(gesture);
    flying.delete(group);
    const later = [...answers.values()].find((answer) => answer.kind === "later");
    change((kept) => settle(kept, answers), later?.why ?? null);
    failures = later ? failures + 1 : 0;
    if (!later) return pump();
    clearTimeout(timer);
    timer = setTimeout(pump, RETRY_MS[Math.min(failures, RETRY_MS.length) - 1]);
  }

  function settle(kept: Kept<T>[], answers: ReadonlyMap<string, Answer>): Kept<T>[] {
    const refused = new Set<string>();
    return kept.flatMap((each) => {
      const answer = answers.get(each.key);
      if (answer?.kind === "done") return [];
      if (answer?.kind === "refused") refused.add(each.subject);
      else if (refused.has(each.subject) && each.refused === undefined) return [{ ...each, refused: "" }];
      return [answer?.kind === "refused" ? { ...each, refused: answer.why } : each];
    });
  }

  function dueAt(at: number, which: (each: Kept<T>) => boolean): void {
    change((kept) =>
      kept.map((each) => (which(each) ? { ...each, heldUntil: Math.min(each.heldUntil, at) } : each)),
    );
  }

  const isHeld = (each: Kept<T>): boolean => each.heldUntil > Date.now() && !flying.has(each.group);
  const wake = (): void => pump();
  window.addEventListener("online", wake);
  window.addEventListener("focus", wake);
  window.addEventListener("storage", (event) => {
    if (event.key === name) show(read());
  });
  queueMicrotask(pump);

  return {
    add(acts, holdMs) {
      const subjects = new Set(acts.map(({ subject }) => subject));
      dueAt(0, (each) => subjects.has(each.subject));
      const [group, heldUntil] = [crypto.randomUUID(), Date.now() + holdMs];
      const fresh = acts.map(({ subject, act }) => ({
        key: crypto.randomUUID(),
        subject,
        group,
        act,
        heldUntil,
        page: PAGE,
      }));
      change((kept) => [...kept, ...fresh]);
      pump();
    },
    amend(group, how, holdMs) {
      change((kept) =>
        kept.map((each) =>
          each.group === group && isHeld(each)
            ? { ...each, act: how(each.act), heldUntil: Date.now() + holdMs }
            : each,
        ),
      );
      pump();
    },
    undo(group) {
      const gone = read().filter((each) => each.group === group && isHeld(each));
      change((kept) => kept.filter((each) => !gone.some(({ key }) => key === each.key)));
      return gone.length > 0;
    },
    flush() {
      dueAt(0, ({ page }) => page === PAGE);
      pump(true);
    },
    wake,
    dismiss(subject) {
      change((kept) => kept.filter((each) => each.subject !== subject || each.refused === undefined));
    },
    state: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
