import { Page } from "@/components/Page";
import { LedgerView } from "@/features/ledger/page/LedgerView";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function LedgerPage() {
  useTitle(t("The log"));
  return (
    <Page title={t("The log")} width={1080}>
      <LedgerView />
    </Page>
  );
}
