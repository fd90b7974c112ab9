import { ForgotPassword } from "@/features/accounts/ForgotPassword";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function ForgotPasswordPage() {
  useTitle(t("Forgot password"));
  return <ForgotPassword />;
}
