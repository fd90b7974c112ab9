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
    await queryClient.fetchQuery(meQuery);
    await navigate(safeNext(params.get("next")), { replace: true });
  };
}
