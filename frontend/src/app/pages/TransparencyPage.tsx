import { Page } from "@/components/Page";
import { TransparencyView } from "@/features/moderation/transparency/TransparencyView";
import { useTitle } from "@/lib/useTitle";

export function TransparencyPage() {
  useTitle("How reviews are moderated");
  return (
    <Page title="How reviews are moderated" width={860}>
      <TransparencyView />
    </Page>
  );
}
