import { useSearchParams } from "react-router";
import { Discovery } from "@/app/Discovery";
import { useTitle } from "@/lib/useTitle";

export function DiscoveryPage() {
  const [params] = useSearchParams();
  const search = params.get("search")?.trim();
  useTitle(search ? `“${search}”` : "Local businesses, really checked");
  return <Discovery />;
}
