import { PreferencesView } from "@/features/notifications/preferences/PreferencesView";
import { useTitle } from "@/lib/useTitle";

export function PreferencesPage() {
  useTitle("Notifications");
  return <PreferencesView />;
}
