import Button from "@mui/material/Button";
import { Link, useParams } from "react-router";
import { Page } from "@/components/Page";
import { UnsubscribeView } from "@/features/notifications/unsubscribe/UnsubscribeView";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function UnsubscribePage() {
  const { token = "" } = useParams();
  useTitle(t("Stop a message"));
  return (
    <Page width={560}>
      <UnsubscribeView token={token} />
      <Button component={Link} to="/account/notifications" fullWidth>
        {t("Choose everything that we tell you")}
      </Button>
    </Page>
  );
}
