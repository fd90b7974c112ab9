import type { Tracking } from "@/api/types";
import { isAwaited } from "@/lib/progress";
import { clockTime, exactTime, relativeTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";
import { keptWords, type Promised, promiseOf } from "./promise";

/** When it will be here; and once it is, how that stands to what was promised. */
export function PromiseLine({ tracking }: { tracking: Tracking }) {
  const now = useNow();
  const { entries, fulfilment, status } = tracking;
  const promised = promiseOf(entries, fulfilment);
  if (!promised) return null;
  const isDelivery = fulfilment === "delivery";
  if (promised.keptAt !== null) {
    const words = keptWords({ ...promised, keptAt: promised.keptAt });
    return (
      <p className="promise" data-kept={words.includes("after") ? "no" : "yes"}>
        {isDelivery ? "Delivered" : "Ready"} {words} (<Clock iso={promised.at} now={now} />)
        <First promised={promised} now={now} />
      </p>
    );
  }
  if (!isAwaited(status, fulfilment)) return null;
  const late = Date.parse(promised.at) < now;
  return (
    <p className="promise">
      {late ? "Was expected at " : `${isDelivery ? "Expected" : "Ready"} about `}
      <strong>
        <Clock iso={promised.at} now={now} />
      </strong>
      {!late && `, ${relativeTime(promised.at, now)}`}
      <First promised={promised} now={now} />
    </p>
  );
}

/** A promise that was moved stays to be seen. */
function First({ promised: { firstAt }, now }: { promised: Promised; now: number }) {
  if (!firstAt) return null;
  return (
    <span className="promise-first">
      First promised for <Clock iso={firstAt} now={now} />
    </span>
  );
}

function Clock({ iso, now }: { iso: string; now: number }) {
  return (
    <time dateTime={iso} title={exactTime(iso)}>
      {clockTime(iso, now)}
    </time>
  );
}
