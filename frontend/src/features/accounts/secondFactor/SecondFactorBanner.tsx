import Button from "@mui/material/Button";
import { Link, useLocation } from "react-router";
import type { Me } from "@/api/types";
import { ActionAlert } from "@/components/ActionAlert";
import { SET_UP_PATH } from "./due";

/** For those whose role needs a second factor and who have none. */
export function SecondFactorBanner({ me }: { me: Me }) {
  const { pathname } = useLocation();
  if (!me.second_factor.required || me.second_factor.enabled) return null;
  return (
    <ActionAlert
      severity="info"
      title="Your account needs a second factor"
      action={
        <Button
          component={Link}
          to={`${SET_UP_PATH}?next=${encodeURIComponent(pathname)}`}
          variant="contained"
        >
          Set it up
        </Button>
      }
    >
      You look after a business, and with it its customers. A passkey or an app on your phone keeps others
      out, also when they know your password. It takes a minute.
    </ActionAlert>
  );
}
