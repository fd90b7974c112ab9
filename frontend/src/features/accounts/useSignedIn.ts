import { useQueryClient } from "@tanstack/react-query";
import { meQuery } from "@/api/me";
import { useLeadOn } from "./useLeadOn";

/** Once the session stands: ask who we are and go where the reader was headed. */
export function useSignedIn(): () => Promise<void> {
  const queryClient = useQueryClient();
  const leadOn = useLeadOn();
  return async () => {
    await queryClient.resetQueries({ queryKey: meQuery.queryKey });
    await leadOn(await queryClient.fetchQuery(meQuery));
  };
}
