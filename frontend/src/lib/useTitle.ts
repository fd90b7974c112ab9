import { useEffect } from "react";

const UNREAD = /^\(\d+\+?\) /;
let unread = "";

/** The title of the tab while this page is open. The server has written the first one already. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title) document.title = `${unread}${title} · TrustTrack`;
  }, [title]);
}

/** Puts "(3) " before the title, whatever the page, until it is told otherwise. */
export function showUnreadInTitle(words: string): void {
  unread = words ? `(${words}) ` : "";
  document.title = unread + document.title.replace(UNREAD, "");
}
