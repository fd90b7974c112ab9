import { t } from "@/lib/language/catalogue";
import { clockTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";
import { useOnline } from "@/lib/useOnline";
import { headlineOf } from "./frames";
import { followedOrders } from "./snapshots";

/** The orders that this browser follows, as it last saw them; what is shown where a page cannot be had. */
export function FollowedOrders() {
  const isOnline = useOnline();
  const now = useNow();
  const orders = followedOrders(now);
  return (
    <div className="columns">
      <div className="now">
        <h1>{isOnline ? t("Orders you follow") : t("You are offline")}</h1>
        {!isOnline && (
          <p>
            {t("This page cannot be shown without a network.")}{" "}
            <button type="button" className="button" onClick={() => location.reload()}>
              {t("Try again")}
            </button>
          </p>
        )}
        {orders.length === 0 && <p>{t("Open an order’s tracking link, and you find it here again.")}</p>}
        <ul className="followed" aria-label={t("Orders you follow")}>
          {orders.map(({ uid, at, tracking }) => (
            <li key={uid}>
              <a className="card followed-order" data-status={tracking.status} href={`/track/${uid}`}>
                <strong>{headlineOf(tracking)}</strong>
                <span className="quiet">
                  {t("{name} · Order {reference} · as of {time}", {
                    name: tracking.vendor.name,
                    reference: tracking.reference,
                    time: clockTime(new Date(at).toISOString(), now),
                  })}
                </span>
              </a>
            </li>
          ))}
        </ul>
        <p>
          <a className="button" href="/">
            {t("Find a business")}
          </a>
        </p>
      </div>
    </div>
  );
}
