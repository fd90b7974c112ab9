import { ResetPassword } from "@/features/accounts/ResetPassword";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function ResetPasswordPage() {
  useTitle(t("New password"));
  return <ResetPassword />;
}
