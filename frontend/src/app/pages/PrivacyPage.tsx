import { useOutletContext } from "react-router";
import type { Me } from "@/api/types";
import { PrivacyView } from "@/features/privacy/PrivacyView";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function PrivacyPage() {
  useTitle(t("Privacy"));
  const { email } = useOutletContext<Me>();
  return <PrivacyView email={email} />;
}
