import Button from "@mui/material/Button";
import { Link, useLocation, useSearchParams } from "react-router";
import type { Me } from "@/api/types";
import { ActionAlert } from "@/components/ActionAlert";
import { t } from "@/lib/language/catalogue";
import { lacksSecondFactor, SET_UP_PATH } from "./due";

/** For those whose role needs a second factor and who have none; whoever was sent here goes on to where they were headed. */
export function SecondFactorBanner({ me }: { me: Me }) {
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  if (!lacksSecondFactor(me)) return null;
  const next = encodeURIComponent(params.get("next") ?? pathname);
  return (
    <ActionAlert
      severity="info"
      title={t("Your account needs a second factor")}
      action={
        <Button component={Link} to={`${SET_UP_PATH}?next=${next}`} variant="contained">
          {t("Set it up")}
        </Button>
      }
    >
      {t(
        "{value} A passkey or an app on your phone keeps others out, also when they know your password. It takes a minute.",
        {
          value: me.is_staff
            ? t("You work for TrustTrack, and with it for everybody here.")
            : t("You look after a business, and with it its customers."),
        },
      )}
    </ActionAlert>
  );
}
