import { Page } from "@/components/Page";
import { RequireAccount } from "@/features/accounts/RequireAccount";
import { PrivacyView } from "@/features/privacy/PrivacyView";
import { useTitle } from "@/lib/useTitle";

export function PrivacyPage() {
  useTitle("Privacy");
  return (
    <RequireAccount>
      {({ email }) => (
        <Page title="Privacy" width={860}>
          <PrivacyView email={email} />
        </Page>
      )}
    </RequireAccount>
  );
}
