import { t } from "@/lib/language/catalogue";
import { useOnline } from "@/lib/useOnline";
import { useNewVersion } from "@/lib/worker";

/** What is to be said above everything: no network, or a newer page. */
export function TrackBars() {
  const isOnline = useOnline();
  const isNew = useNewVersion();
  return (
    <>
      {!isOnline && (
        <div className="bar" role="status">
          {t("You are offline. What you see may be old; we reconnect by ourselves.")}
        </div>
      )}
      {isNew && (
        <div className="bar" role="status">
          {t("A new version is here.")}
          <button type="button" onClick={() => location.reload()}>
            {t("Reload")}
          </button>
        </div>
      )}
    </>
  );
}
