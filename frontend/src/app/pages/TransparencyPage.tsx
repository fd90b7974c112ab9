import { Page } from "@/components/Page";
import { TransparencyView } from "@/features/moderation/transparency/TransparencyView";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function TransparencyPage() {
  useTitle(t("How reviews are moderated"));
  return (
    <Page title={t("How reviews are moderated")} width={860}>
      <TransparencyView />
    </Page>
  );
}
