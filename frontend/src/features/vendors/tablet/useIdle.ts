import { useEffect, useRef } from "react";

const LOOK_MS = 5_000;
/** How often a touch is told to the server: far less than a minute, the shortest time to a lock. */
const TELL_MS = 20_000;
const TOUCHES = ["pointerdown", "keydown", "wheel"] as const;

interface Options {
  minutes: number;
  /** Somebody has touched the screen since this was last called. */
  onTouched: () => void;
  onIdle: () => void;
}

/** Calls `onIdle` after so many minutes without a touch, by the clock: a device that slept is idle when it wakes. */
export function useIdle({ minutes, onTouched, onIdle }: Options): void {
  const latest = useRef({ onTouched, onIdle });
  latest.current = { onTouched, onIdle };
  useEffect(() => {
    let touched = Date.now();
    let told = touched;
    const touch = (): void => {
      touched = Date.now();
    };
    const look = (): void => {
      const now = Date.now();
      if (now - touched >= minutes * 60_000) latest.current.onIdle();
      else if (touched > told && now - told >= TELL_MS) {
        told = now;
        latest.current.onTouched();
      }
    };
    for (const name of TOUCHES) window.addEventListener(name, touch, { passive: true });
    document.addEventListener("visibilitychange", look);
    const timer = setInterval(look, LOOK_MS);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      for (const name of TOUCHES) window.removeEventListener(name, touch);
    };
  }, [minutes]);
}
