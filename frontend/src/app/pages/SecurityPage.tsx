import { useOutletContext } from "react-router";
import type { Me } from "@/api/types";
import { SecurityView } from "@/features/accounts/security/SecurityView";
import { useTitle } from "@/lib/useTitle";

export function SecurityPage() {
  useTitle("Security");
  return <SecurityView me={useOutletContext<Me>()} />;
}
