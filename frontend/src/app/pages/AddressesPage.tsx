import { AddressesView } from "@/features/accounts/addresses/AddressesView";
import { useTitle } from "@/lib/useTitle";

export function AddressesPage() {
  useTitle("Your addresses");
  return <AddressesView />;
}
