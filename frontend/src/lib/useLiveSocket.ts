import ReconnectingWebSocket from "partysocket/ws";
import { useEffect, useRef, useState } from "react";

export interface LiveConnection {
  state: "connecting" | "live" | "reconnecting" | "gone";
  /** When the connection was lost, in ms; null while it stands. */
  since: number | null;
}

interface Options {
  /** Called for every connection, so that it can carry the newest sequence. */
  path: () => string;
  onFrame: (frame: unknown) => void;
  /** Each time that a connection stands, the first time too. */
  onOpen?: () => void;
  /** After a connection came back; what was missed can be fetched now. */
  onReconnect?: () => void;
  enabled?: boolean;
}

// The server pings every 25 s: after two missed ones the line is dead, even if the browser has not noticed.
const SILENCE_MS = 60_000;
const CLOSE_FOR_GOOD = new Set([4401, 4403, 4404]);

function absolute(path: string): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}

/** One WebSocket that comes back by itself with growing, jittered pauses, and says honestly whether it is alive. */
export function useLiveSocket({
  path,
  onFrame,
  onOpen,
  onReconnect,
  enabled = true,
}: Options): LiveConnection {
  const [connection, setConnection] = useState<LiveConnection>({ state: "connecting", since: null });
  const latest = useRef({ path, onFrame, onOpen, onReconnect });
  latest.current = { path, onFrame, onOpen, onReconnect };

  useEffect(() => {
    if (!enabled) return;
    let opened = 0;
    let heard = Date.now();
    const socket = new ReconnectingWebSocket(() => absolute(latest.current.path()), [], {
      minReconnectionDelay: 500 + Math.random() * 1500,
      maxReconnectionDelay: 10_000,
      connectionTimeout: 8_000,
    });
    const lost = (state: "reconnecting" | "gone"): void =>
      setConnection((was) => ({ state, since: was.since ?? Date.now() }));
    socket.addEventListener("open", () => {
      heard = Date.now();
      setConnection({ state: "live", since: null });
      latest.current.onOpen?.();
      if (opened++ > 0) latest.current.onReconnect?.();
    });
    socket.addEventListener("message", (event) => {
      heard = Date.now();
      const frame = parse(event.data);
      if (frame) latest.current.onFrame(frame);
    });
    socket.addEventListener("close", (event) => {
      if (!CLOSE_FOR_GOOD.has(event.code)) return lost("reconnecting");
      lost("gone");
      socket.close();
    });
    const watch = setInterval(() => {
      if (socket.readyState === WebSocket.OPEN && Date.now() - heard > SILENCE_MS) socket.reconnect();
    }, 10_000);
    // A socket often outlives its network without noticing: believe the device, and start afresh when it is back.
    const goneOffline = (): void => lost("reconnecting");
    const comeBack = (): void => socket.reconnect();
    window.addEventListener("offline", goneOffline);
    window.addEventListener("online", comeBack);
    return () => {
      clearInterval(watch);
      window.removeEventListener("offline", goneOffline);
      window.removeEventListener("online", comeBack);
      socket.close();
    };
  }, [enabled]);

  return connection;
}
