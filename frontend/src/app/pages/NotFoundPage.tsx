import Button from "@mui/material/Button";
import { Compass } from "lucide-react";
import { Link } from "react-router";
import { StateMessage } from "@/components/StateMessage";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function NotFoundPage() {
  useTitle(t("Not found"));
  return (
    <StateMessage
      icon={Compass}
      level={1}
      title={t("There is no such page")}
      action={
        <Button component={Link} to="/" variant="contained">
          {t("Find a business")}
        </Button>
      }
    >
      {t("The address may be mistyped, or the page has moved.")}
    </StateMessage>
  );
}
