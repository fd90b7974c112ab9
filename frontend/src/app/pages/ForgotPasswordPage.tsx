import { ForgotPassword } from "@/features/accounts/ForgotPassword";
import { useTitle } from "@/lib/useTitle";

export function ForgotPasswordPage() {
  useTitle("Forgot password");
  return <ForgotPassword />;
}
