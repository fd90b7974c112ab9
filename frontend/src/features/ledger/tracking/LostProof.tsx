import Box from "@mui/material/Box";
import { isProblem } from "@/api/problem";
import type { Tracking } from "@/api/types";
import { AppLink } from "@/components/AppLink";
import { TAP } from "@/components/tap";
import { t } from "@/lib/language/catalogue";
import { exactTime } from "@/lib/time";
import { LoudAlert } from "../LoudAlert";
import { pinOf } from "./verification";

const GONE = 410;
const ERASED = () => t("This browser verified this order before; now its proof is said to have been erased");
const UNSEALED = () => t("This browser verified this order before; now nothing of it is said to be sealed");

/** What is said to have become of a proof; null where nothing of the kind is said. */
function fateOf({ ledger }: Tracking, errors: readonly unknown[]): string | null {
  if (ledger === null || errors.some((error) => isProblem(error) && error.status === GONE)) return ERASED();
  return errors.some((error) => isProblem(error, "not_sealed_yet")) ? UNSEALED() : null;
}

interface Props {
  uid: string;
  tracking: Tracking;
  /** Why proofs could not be had. */
  errors: readonly unknown[];
}

/** A proof that was there and is no more: right where a customer wanted to be forgotten, and how a record is made to vanish. */
export function LostProof({ uid, tracking, errors }: Props) {
  const fate = fateOf(tracking, errors);
  const pin = fate === null ? undefined : pinOf(uid);
  if (!fate || !pin) return null;
  return (
    <LoudAlert severity="warning" title={fate}>
      {pin.at !== undefined &&
        `${t("It was proven here on {time}.", { time: exactTime(new Date(pin.at).toISOString()) })} `}
      {fate === ERASED()
        ? t(
            "That is right where the customer asked for the erasure; it is also how a record would be made to vanish. If it was not you, ask the business, and compare with a proof that was downloaded before.",
          )
        : t(
            "What was sealed once stays sealed, unless the log was begun anew: ask the business, and compare with a proof that was downloaded before.",
          )}
      <Box sx={{ mt: 1 }}>
        <AppLink to="/ledger#tools" color="inherit" underline="always" sx={TAP}>
          {t("Check an older proof with other tools")}
        </AppLink>
      </Box>
    </LoudAlert>
  );
}
