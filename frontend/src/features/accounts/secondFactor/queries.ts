import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { confirmFirst, getAuthenticators, newTotpSecret } from "@/api/allauth";
import { meQuery } from "@/api/me";
import { secondFactorNeed } from "@/api/secondFactorNeed";

export const authenticatorsQuery = queryOptions({
  queryKey: ["account", "authenticators"],
  queryFn: getAuthenticators,
});

/** Each asking makes a new secret, so this one stays as it is for as long as it is on screen. */
export const totpSecretQuery = queryOptions({
  queryKey: ["account", "totp-secret"],
  queryFn: async () => {
    await confirmFirst();
    return newTotpSecret();
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  retry: false,
});

/** After a change of factors: the list, who we are, and what the server now lets us do. */
export function useFactorsChanged(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    secondFactorNeed.forget();
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: authenticatorsQuery.queryKey }),
      queryClient.invalidateQueries({ queryKey: ["account", "security-events"] }),
      queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
    ]);
  };
}
