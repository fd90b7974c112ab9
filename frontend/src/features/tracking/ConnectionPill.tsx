import { t } from "@/lib/language/catalogue";
import { clockTime } from "@/lib/time";
import type { LiveConnection } from "@/lib/useLiveSocket";
import { useOnline } from "@/lib/useOnline";

interface Props {
  connection: LiveConnection;
  /** When what is shown was true, in ms. */
  asOf: number;
}

const clock = (at: number): string => clockTime(new Date(at).toISOString());

/** Says honestly whether what is on screen is fresh, and if not, since when. */
export function ConnectionPill({ connection: { state, since }, asOf }: Props) {
  const { name, words } = describe(state, since, asOf, useOnline());
  return (
    <span className="pill" data-state={name} role="status">
      <span className="pill-dot" aria-hidden="true" />
      {words}
    </span>
  );
}

function describe(state: LiveConnection["state"], since: number | null, asOf: number, online: boolean) {
  if (!online) return { name: "offline", words: t("Offline since {clock}", { clock: clock(since ?? asOf) }) };
  if (state === "live") return { name: "live", words: t("Live") };
  if (state === "connecting") return { name: "waiting", words: t("Connecting…") };
  return {
    name: "waiting",
    words: since ? t("Reconnecting since {clock}", { clock: clock(since) }) : t("Reconnecting"),
  };
}
