import { SignIn } from "@/features/accounts/SignIn";
import { useTitle } from "@/lib/useTitle";

export function SignInPage() {
  useTitle("Sign in");
  return <SignIn />;
}
