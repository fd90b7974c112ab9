import { SignUp } from "@/features/accounts/SignUp";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function SignUpPage() {
  useTitle(t("Create an account"));
  return <SignUp />;
}
