import { useCallback, useEffect, useRef, useState } from "react";
import { seenChain } from "@/lib/orderChain";
import { loadMirror } from "../theme/mirror";
import type { EngineState } from "./engine";

type Parts = typeof import("./engine");

export interface Proof {
  /** What checks and draws; null until it is fetched. */
  parts: Parts | null;
  state: EngineState | null;
  onState: (state: EngineState) => void;
  /** Asked for, and on its way. */
  isLoading: boolean;
  /** It could not be fetched. */
  isMissing: boolean;
  verify: () => void;
}

/**
 * The part of the page that checks proofs. It is many times the size of the page, so it is fetched at the first "Verify";
 * and at once where this browser verified the order before, since then it looks again by itself.
 */
export function useProof(uid: string): Proof {
  const [parts, setParts] = useState<Parts | null>(null);
  const [state, setState] = useState<EngineState | null>(null);
  const [loading, setLoading] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const wanted = useRef(false);

  const load = useCallback(async () => {
    setLoading(true);
    setMissing(false);
    try {
      const [engine] = await Promise.all([import("./engine"), loadMirror()]);
      setParts(engine);
    } catch {
      wanted.current = false;
      setMissing(true);
    }
    setLoading(false);
  }, []);

  useEffect(() => {
    if (seenChain(uid) !== null) void load();
  }, [uid, load]);

  const onState = useCallback((next: EngineState) => {
    setState(next);
    if (!wanted.current) return;
    wanted.current = false; // "Verify" was pressed before there was anything that could
    next.verifying.verify();
  }, []);

  const verify = (): void => {
    wanted.current = state === null;
    if (state) state.verifying.verify();
    else if (!loading) void load();
  };
  return {
    parts,
    state,
    onState,
    isLoading: wanted.current && !isMissing && state === null,
    isMissing,
    verify,
  };
}
