import { useParams } from "react-router";
import { VerifyEmail } from "@/features/accounts/VerifyEmail";
import { useTitle } from "@/lib/useTitle";

export function VerifyEmailPage() {
  const { key } = useParams();
  useTitle("Confirm your e-mail");
  return <VerifyEmail code={key} />;
}
