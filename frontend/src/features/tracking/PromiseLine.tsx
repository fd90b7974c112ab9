import type { Tracking } from "@/api/types";
import { rich } from "@/lib/language/rich";
import { isAwaited } from "@/lib/progress";
import { clockTime, exactTime, relativeTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";
import { isLate, keptWords, type Promised, promiseOf } from "./promise";

/** When it will be here; and once it is, how that stands to what was promised. */
export function PromiseLine({ tracking }: { tracking: Tracking }) {
  const now = useNow();
  const { entries, fulfilment, status } = tracking;
  const promised = promiseOf(entries, fulfilment);
  if (!promised) return null;
  const isDelivery = fulfilment === "delivery";
  if (promised.keptAt !== null) {
    const words = keptWords({ ...promised, keptAt: promised.keptAt }, fulfilment);
    return (
      <p className="promise" data-kept={isLate({ ...promised, keptAt: promised.keptAt }) ? "no" : "yes"}>
        {words} (<Clock iso={promised.at} now={now} />)
        <First promised={promised} now={now} />
      </p>
    );
  }
  if (!isAwaited(status, fulfilment)) return null;
  const late = Date.parse(promised.at) < now;
  const soon = relativeTime(promised.at, now);
  const time = (
    <strong>
      <Clock iso={promised.at} now={now} />
    </strong>
  );
  return (
    <p className="promise">
      {late
        ? rich("Was expected at {time}", { time })
        : isDelivery
          ? rich("Expected about {time}, {soon}", { time, soon })
          : rich("Ready about {time}, {soon}", { time, soon })}
      <First promised={promised} now={now} />
    </p>
  );
}

/** A promise that was moved stays to be seen. */
function First({ promised: { firstAt }, now }: { promised: Promised; now: number }) {
  if (!firstAt) return null;
  return (
    <span className="promise-first">
      {rich("First promised for {time}", { time: <Clock iso={firstAt} now={now} /> })}
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
