import { useEffect } from "react";
import { useMe } from "@/api/me";
import { keepSubscribed } from "./subscribing";

/** Once a visit of an account: what this browser is told with belongs to whoever is signed in, and to nobody before them. */
export function useKeepSubscribed(): void {
  const email = useMe().data?.email;
  useEffect(() => {
    if (email) keepSubscribed(email).catch(() => undefined); // the next visit tries again; the switch shows how it stands
  }, [email]);
}
