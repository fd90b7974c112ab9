import { Page } from "@/components/Page";
import { RequireAccount } from "@/features/accounts/RequireAccount";
import { SetUpSecondFactor } from "@/features/accounts/secondFactor/SetUpSecondFactor";
import { useTitle } from "@/lib/useTitle";

export function SetUpSecondFactorPage() {
  useTitle("Set up a second factor");
  return (
    <RequireAccount>
      {(me) => (
        <Page title="Set up a second factor" width={560}>
          <SetUpSecondFactor me={me} />
        </Page>
      )}
    </RequireAccount>
  );
}
