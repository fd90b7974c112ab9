import { Page } from "@/components/Page";
import { LedgerView } from "@/features/ledger/page/LedgerView";
import { useTitle } from "@/lib/useTitle";

export function LedgerPage() {
  useTitle("The log");
  return (
    <Page title="The log" width={1080}>
      <LedgerView />
    </Page>
  );
}
