import { queryOptions } from "@tanstack/react-query";
import { type FactorType, getAuthenticators, getSession } from "@/api/allauth";
import { canUsePasskeys } from "@/api/webauthn";

export type Proof = FactorType | "password";

const ORDER: Proof[] = ["password", "totp", "webauthn", "recovery_codes"];

/** The ways in which this account can prove itself, the usual one first; asked afresh each time. */
export const proofsQuery = queryOptions({
  queryKey: ["account", "proofs"],
  queryFn: async (): Promise<Proof[]> => {
    const [session, factors] = await Promise.all([getSession(), getAuthenticators()]);
    const own = new Set<Proof>(factors.map(({ type }) => type));
    if (session.user.has_usable_password) own.add("password");
    if (!canUsePasskeys()) own.delete("webauthn");
    return ORDER.filter((proof) => own.has(proof));
  },
  gcTime: 0,
  refetchOnWindowFocus: false,
});
