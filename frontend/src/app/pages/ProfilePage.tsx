import { useOutletContext } from "react-router";
import type { Me } from "@/api/types";
import { ProfileView } from "@/features/accounts/profile/ProfileView";
import { useTitle } from "@/lib/useTitle";

export function ProfilePage() {
  useTitle("Your account");
  return <ProfileView me={useOutletContext<Me>()} />;
}
