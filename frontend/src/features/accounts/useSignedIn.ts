import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearchParams } from "react-router";
import { meQuery } from "@/api/me";

/** Only paths of this site: a link must not send a reader elsewhere after signing in. */
export function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}

/** Once the session stands: ask who we are and go where the reader was headed. */
export function useSignedIn(): () => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  return async () => {
    await queryClient.resetQueries({ queryKey: meQuery.queryKey });
    await queryClient.fetchQuery(meQuery);
    await navigate(safeNext(params.get("next")), { replace: true });
  };
}
