import { asProblem } from "@/api/problem";
import { t } from "@/lib/language/catalogue";

interface Props {
  error: unknown;
  onRetry: () => void;
}

/** Says why there is nothing to show, and what can be done. */
export function TrackState({ error, onRetry }: Props) {
  const { status, message } = asProblem(error);
  const isUnknown = status === 404;
  const title = isUnknown
    ? t("We could not find that")
    : status === 0
      ? t("No connection")
      : t("That did not work");
  return (
    <div className="state" role="alert">
      <h1>{title}</h1>
      <p>
        {isUnknown
          ? t("This link opens no order. It may be cut off: open it as it stands in the message.")
          : message}
      </p>
      {isUnknown ? (
        <a className="button" href="/">
          {t("Find a business")}
        </a>
      ) : (
        <button type="button" className="button button-main" onClick={onRetry}>
          {t("Try again")}
        </button>
      )}
    </div>
  );
}

/** What holds the place while an order is asked for. */
export function TrackSkeleton() {
  return (
    <div className="columns" role="status" aria-label={t("Loading")} aria-busy="true">
      <div className="now">
        <div className="skeleton" style={{ height: 300 }} />
      </div>
      <div className="rest">
        <div className="skeleton" style={{ height: 260 }} />
      </div>
    </div>
  );
}
