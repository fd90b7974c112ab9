import { Page } from "@/components/Page";
import { RequireAccount } from "@/features/accounts/RequireAccount";
import { SetUpSecondFactor } from "@/features/accounts/secondFactor/SetUpSecondFactor";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function SetUpSecondFactorPage() {
  useTitle(t("Set up a second factor"));
  return (
    <RequireAccount>
      {(me) => (
        <Page title={t("Set up a second factor")} width={560}>
          <SetUpSecondFactor me={me} />
        </Page>
      )}
    </RequireAccount>
  );
}
