import { useParams } from "react-router";
import { VerifyEmail } from "@/features/accounts/VerifyEmail";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function VerifyEmailPage() {
  const { key } = useParams();
  useTitle(t("Confirm your e-mail"));
  return <VerifyEmail code={key} />;
}
