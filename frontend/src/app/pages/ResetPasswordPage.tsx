import { ResetPassword } from "@/features/accounts/ResetPassword";
import { useTitle } from "@/lib/useTitle";

export function ResetPasswordPage() {
  useTitle("New password");
  return <ResetPassword />;
}
