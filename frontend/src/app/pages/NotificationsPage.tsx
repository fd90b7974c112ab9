import Box from "@mui/material/Box";
import { Page } from "@/components/Page";
import { RequireAccount } from "@/features/accounts/RequireAccount";
import { NotificationList } from "@/features/notifications/NotificationList";
import { PushPanel } from "@/features/notifications/push/PushPanel";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function NotificationsPage() {
  useTitle(t("Notifications"));
  return (
    <RequireAccount>
      {() => (
        <Page title={t("Notifications")} width={760}>
          <Box sx={{ display: "grid", gap: 3 }}>
            <PushPanel />
            <NotificationList />
          </Box>
        </Page>
      )}
    </RequireAccount>
  );
}
