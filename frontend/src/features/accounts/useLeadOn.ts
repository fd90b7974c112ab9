import { useNavigate, useSearchParams } from "react-router";
import type { Me } from "@/api/types";
import { safeNext } from "@/lib/safeNext";

/** Goes where the reader was headed, as `next` in the address says. */
export function useLeadOn(): (me: Me | null) => Promise<void> {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  return async (me) => {
    const next = safeNext(params.get("next"));
    // The admin is no page of this app.
    if (me?.admin_path && next.startsWith(me.admin_path)) window.location.replace(next);
    else await navigate(next, { replace: true });
  };
}
