import Button from "@mui/material/Button";
import { Link2Off } from "lucide-react";
import { Link } from "react-router";
import { StateMessage } from "@/components/StateMessage";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

/** What was shared with the app and is none of its links; the server leads on from those that are. */
export function OpenPage() {
  useTitle(t("Open a link"));
  return (
    <StateMessage
      icon={Link2Off}
      level={1}
      title={t("This is not a link that we can open")}
      action={
        <Button component={Link} to="/" variant="contained">
          {t("Find a business")}
        </Button>
      }
    >
      {t("Share the tracking link from your order’s message, or the address of a business here.")}
    </StateMessage>
  );
}
