import { useSearchParams } from "react-router";
import { Discovery } from "@/app/Discovery";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function DiscoveryPage() {
  const [params] = useSearchParams();
  const search = params.get("search")?.trim();
  useTitle(search ? `“${search}”` : t("Local businesses, really checked"));
  return <Discovery />;
}
