import { useOutletContext } from "react-router";
import type { Me } from "@/api/types";
import { ProfileView } from "@/features/accounts/profile/ProfileView";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function ProfilePage() {
  useTitle(t("Your account"));
  return <ProfileView me={useOutletContext<Me>()} />;
}
