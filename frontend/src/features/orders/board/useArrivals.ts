import { useEffect, useRef, useState } from "react";
import type { OrderSummary } from "@/api/types";
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

  useEffect(() => {
    if (fresh.size === 0 || !soundOn) return;
    chime();
    const again = setInterval(chime, AGAIN_MS);
    return () => clearInterval(again);
  }, [fresh, soundOn]);

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

/** Whether new orders are heard: each person's choice on this device; off until they make it. */
export function useSound(personId: number): [boolean, (on: boolean) => void] {
  const name = `tt-sound:${personId}`;
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
