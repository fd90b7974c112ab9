import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearchParams } from "react-router";
import { meQuery } from "@/api/me";
import { safeNext } from "@/lib/safeNext";

/** Once the session stands: ask who we are and go where the reader was headed. */
export function useSignedIn(): () => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  return async () => {
    await queryClient.resetQueries({ queryKey: meQuery.queryKey });
    const me = await queryClient.fetchQuery(meQuery);
    const next = safeNext(params.get("next"));
    // The admin is no page of this app.
    if (me?.admin_path && next.startsWith(me.admin_path)) window.location.replace(next);
    else await navigate(next, { replace: true });
  };
}
