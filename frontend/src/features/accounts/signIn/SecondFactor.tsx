import Button from "@mui/material/Button";
import type { FactorType } from "@/api/allauth";
import { t } from "@/lib/language/catalogue";
import { AuthCard } from "../AuthCard";
import type { PendingStep } from "../auth";
import { SecondFactorChoice } from "./SecondFactorChoice";

interface Props {
  types: FactorType[];
  onStep: (step: PendingStep) => Promise<void>;
  onStartAgain: () => void;
}

/** The password alone is not enough here; one of the ways that the account has set up is. */
export function SecondFactor({ types, onStep, onStartAgain }: Props) {
  return (
    <AuthCard title={t("One more step")} footer={<Button onClick={onStartAgain}>{t("Start again")}</Button>}>
      <SecondFactorChoice types={types} onStep={onStep} />
    </AuthCard>
  );
}
