import { useEffect } from "react";

/** The tracking page is a web app of its own (track.html): a link of this one leads there by a full load. */
export function TrackingPage() {
  useEffect(() => location.reload(), []);
  return null;
}
