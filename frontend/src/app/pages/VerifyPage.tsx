import { Page } from "@/components/Page";
import { VerifyView } from "@/features/ledger/verify/VerifyView";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function VerifyPage() {
  useTitle(t("Verify a proof"));
  return (
    <Page title={t("Verify a proof")} width={960}>
      <VerifyView />
    </Page>
  );
}
