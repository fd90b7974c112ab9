import { SignIn } from "@/features/accounts/signIn/SignIn";
import { useTitle } from "@/lib/useTitle";

export function SignInPage() {
  useTitle("Sign in");
  return <SignIn />;
}
