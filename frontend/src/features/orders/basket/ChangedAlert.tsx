import Button from "@mui/material/Button";
import { ActionAlert } from "@/components/ActionAlert";
import { acceptAll } from "./ChangeNote";
import type { CheckedBasket } from "./changes";

/** Said before anything is placed: something is not as it was, with one tap for all of it. */
export function ChangedAlert({ baskets }: { baskets: readonly CheckedBasket[] }) {
  const changed = baskets.flatMap(({ lines }) => lines.filter(({ changes }) => changes.length > 0));
  if (changed.length === 0) return null;
  const what = changed.length === 1 ? `${changed[0]?.line.name} has` : `${changed.length} things have`;
  return (
    <ActionAlert
      severity="warning"
      title={`${what} changed since you chose`}
      action={
        <Button variant="outlined" color="inherit" onClick={() => acceptAll(baskets)}>
          {changed.length === 1 ? "Take the change" : "Take all changes"}
        </Button>
      }
    >
      Nothing is ordered yet. Below you see what is different now.
    </ActionAlert>
  );
}
