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
          You are offline. What you see may be old; we reconnect by ourselves.
        </div>
      )}
      {isNew && (
        <div className="bar" role="status">
          A new version is here.
          <button type="button" onClick={() => location.reload()}>
            Reload
          </button>
        </div>
      )}
    </>
  );
}
