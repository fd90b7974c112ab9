import { useEffect } from "react";
import { keepSubscribed } from "./subscribing";

/** Once a visit: browsers renew their address now and then, perhaps while nobody was signed in. */
export function useKeepSubscribed(): void {
  useEffect(() => {
    keepSubscribed().catch(() => undefined); // the next visit tries again; the switch shows how it stands
  }, []);
}
