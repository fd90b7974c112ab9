import { Page } from "@/components/Page";
import { VerifyView } from "@/features/ledger/verify/VerifyView";
import { useTitle } from "@/lib/useTitle";

export function VerifyPage() {
  useTitle("Verify a proof");
  return (
    <Page title="Verify a proof" width={960}>
      <VerifyView />
    </Page>
  );
}
