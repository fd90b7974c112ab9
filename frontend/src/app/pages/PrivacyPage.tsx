import { useOutletContext } from "react-router";
import type { Me } from "@/api/types";
import { PrivacyView } from "@/features/privacy/PrivacyView";
import { useTitle } from "@/lib/useTitle";

export function PrivacyPage() {
  useTitle("Privacy");
  const { email } = useOutletContext<Me>();
  return <PrivacyView email={email} />;
}
