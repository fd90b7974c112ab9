import { useEffect, useRef, useState } from "react";
import type { OrderSummary, TabletState } from "@/api/types";
import { browserStorage } from "@/lib/browserStorage";
import { chime } from "@/lib/chime";

const AGAIN_MS = 12_000;
/** So long what was seen stays lit up, to be found. */
const AFTERGLOW_MS = 2_500;

/** What has come in since the board was opened and nobody has seen yet: until somebody touches the screen or a key. */
export function useArrivals(orders: readonly OrderSummary[] | undefined, soundOn: boolean) {
  const known = useRef<Set<string> | null>(null);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    if (!orders) return;
    const before = known.current;
    known.current = new Set([...(before ?? []), ...orders.map(({ uid }) => uid)]);
    const arrived = orders.filter(({ uid, status }) => before && !before.has(uid) && status === "placed");
    if (arrived.length) setFresh((old) => new Set([...old, ...arrived.map(({ uid }) => uid)]));
  }, [orders]);

  useRinging(fresh, soundOn);

  useEffect(() => {
    if (fresh.size === 0) return;
    let glow: ReturnType<typeof setTimeout> | undefined;
    const seen = (): void => {
      glow ??= setTimeout(() => setFresh(new Set()), AFTERGLOW_MS);
    };
    document.addEventListener("pointerdown", seen);
    document.addEventListener("keydown", seen);
    return () => {
      clearTimeout(glow);
      document.removeEventListener("pointerdown", seen);
      document.removeEventListener("keydown", seen);
    };
  }, [fresh]);

  return fresh;
}

/** Rings for what has come in, and again until it is seen. */
function useRinging(fresh: ReadonlySet<string>, soundOn: boolean): void {
  useEffect(() => {
    if (fresh.size === 0 || !soundOn) return;
    chime();
    const again = setInterval(chime, AGAIN_MS);
    return () => clearInterval(again);
  }, [fresh, soundOn]);
}

/** Whether one came in since a tablet was locked, and nobody has touched it since. Rings where somebody of its staff has the sound on. */
export function useArrivalsWhileLocked({ new_orders: { newest_at }, staff }: TabletState): boolean {
  const known = useRef(newest_at);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (newest_at === null || (known.current !== null && newest_at <= known.current)) return;
    known.current = newest_at;
    setFresh(new Set([newest_at]));
  }, [newest_at]);
  useRinging(
    fresh,
    staff.some(({ person }) => browserStorage.getItem(soundOf(person)) === "1"),
  );
  useEffect(() => {
    const seen = (): void => setFresh(new Set());
    document.addEventListener("pointerdown", seen);
    document.addEventListener("keydown", seen);
    return () => {
      document.removeEventListener("pointerdown", seen);
      document.removeEventListener("keydown", seen);
    };
  }, []);
  return fresh.size > 0;
}

const soundOf = (personId: number): string => `tt-sound:${personId}`;

/** Whether new orders are heard: each person's choice on this device; off until they make it. */
export function useSound(personId: number): [boolean, (on: boolean) => void] {
  const name = soundOf(personId);
  const [on, setOn] = useState(() => browserStorage.getItem(name) === "1");
  return [
    on,
    (next) => {
      browserStorage.setItem(name, next ? "1" : "0");
      setOn(next);
      // What it sounds like; and browsers play nothing before a tap.
      if (next) chime();
    },
  ];
}
