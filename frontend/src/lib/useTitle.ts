import { useEffect } from "react";

/** The title of the tab while this page is open. The server has written the first one already. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title) document.title = `${title} · TrustTrack`;
  }, [title]);
}
