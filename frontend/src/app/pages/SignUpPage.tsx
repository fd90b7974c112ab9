import { SignUp } from "@/features/accounts/SignUp";
import { useTitle } from "@/lib/useTitle";

export function SignUpPage() {
  useTitle("Create an account");
  return <SignUp />;
}
