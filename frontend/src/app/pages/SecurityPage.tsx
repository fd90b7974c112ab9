import { useOutletContext } from "react-router";
import type { Me } from "@/api/types";
import { SecurityView } from "@/features/accounts/security/SecurityView";
import { OwnTablets } from "@/features/vendors/tablet/OwnTablets";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function SecurityPage() {
  useTitle(t("Security"));
  const me = useOutletContext<Me>();
  return <SecurityView me={me} tablets={me.memberships.length > 0 && <OwnTablets />} />;
}
