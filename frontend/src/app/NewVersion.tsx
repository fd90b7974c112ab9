import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import { useEffect } from "react";
import { t } from "@/lib/language/catalogue";
import { startWorker, useNewVersion } from "@/lib/worker";

/** Starts the service worker once the page is there, and says when a newer version of this web app has come. */
export function NewVersion() {
  const isNew = useNewVersion();
  useEffect(startWorker, []);
  if (!isNew) return null;
  return (
    <Alert
      severity="info"
      role="status"
      action={
        <Button color="inherit" onClick={() => location.reload()}>
          {t("Reload")}
        </Button>
      }
    >
      {t("A new version is here.")}
    </Alert>
  );
}
