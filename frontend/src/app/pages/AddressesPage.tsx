import { AddressesView } from "@/features/accounts/addresses/AddressesView";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function AddressesPage() {
  useTitle(t("Your addresses"));
  return <AddressesView />;
}
