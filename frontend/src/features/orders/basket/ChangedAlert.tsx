import Button from "@mui/material/Button";
import { ActionAlert } from "@/components/ActionAlert";
import { plural, t } from "@/lib/language/catalogue";
import { acceptAll } from "./ChangeNote";
import type { CheckedBasket } from "./changes";

/** Said before anything is placed: something is not as it was, with one tap for all of it. */
export function ChangedAlert({ baskets }: { baskets: readonly CheckedBasket[] }) {
  const changed = baskets.flatMap(({ lines }) => lines.filter(({ changes }) => changes.length > 0));
  if (changed.length === 0) return null;
  return (
    <ActionAlert
      severity="warning"
      title={plural(
        "{name} has changed since you chose",
        "{count} things have changed since you chose",
        changed.length,
        {
          name: changed[0]?.line.name,
        },
      )}
      action={
        <Button variant="outlined" color="inherit" onClick={() => acceptAll(baskets)}>
          {changed.length === 1 ? t("Take the change") : t("Take all changes")}
        </Button>
      }
    >
      {t("Nothing is ordered yet. Below you see what is different now.")}
    </ActionAlert>
  );
}
