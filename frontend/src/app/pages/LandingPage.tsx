import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useParams } from "react-router";
import { Discovery } from "@/app/Discovery";
import { categoriesQuery, vendorsQuery } from "@/features/vendors/queries";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

/** A category, a city, or a category in a city: discovery with these filters set, under a name of its own. */
export function LandingPage() {
  const { category, city } = useParams();
  const fixed = useMemo(
    () => ({ ...(category ? { category } : {}), ...(city ? { city } : {}) }),
    [category, city],
  );
  const { data: tree } = useQuery(categoriesQuery);
  const { data } = useInfiniteQuery(vendorsQuery(fixed));
  const first = data?.pages[0];
  const kind = tree?.flatMap((each) => [each, ...each.children]).find(({ slug }) => slug === category)?.name;
  const town = first?.facets.cities.find(({ slug }) => slug === city)?.name;
  const what = kind ?? (category ? t("Businesses") : t("Local businesses"));
  const title = town ? t("{what} in {town}", { what, town }) : what;
  useTitle(title);
  return (
    <Discovery
      fixed={fixed}
      title={title}
      lead={t("Each badge stands for checks that are in the open: what was checked, how and when.")}
    />
  );
}
