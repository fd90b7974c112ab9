import { PreferencesView } from "@/features/notifications/preferences/PreferencesView";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function PreferencesPage() {
  useTitle(t("Notifications"));
  return <PreferencesView />;
}
