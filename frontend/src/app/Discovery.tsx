import Box from "@mui/material/Box";
import { useInfiniteQuery } from "@tanstack/react-query";
import { List, Map as MapIcon } from "lucide-react";
import { lazy, Suspense, useMemo } from "react";
import { useSearchParams } from "react-router";
import type { FoundVendor } from "@/api/types";
import { ToggleChip } from "@/components/ToggleChip";
import { FilterBar } from "@/features/vendors/FilterBar";
import { FoundLine } from "@/features/vendors/FoundLine";
import { paramsFrom, type VendorFilters } from "@/features/vendors/filters";
import { boundsOf } from "@/features/vendors/map/bounds";
import { vendorsQuery } from "@/features/vendors/queries";
import { SearchHero } from "@/features/vendors/SearchHero";
import { useVendorFilters } from "@/features/vendors/useVendorFilters";
import { VendorResults } from "@/features/vendors/VendorResults";
import { t } from "@/lib/language/catalogue";

interface Props {
  fixed?: VendorFilters;
  title?: string;
  lead?: string;
}

// What is not needed for the first look is fetched after it.
const FavouriteButton = lazy(async () => ({
  default: (await import("@/features/discovery/FavouriteButton")).FavouriteButton,
}));
const SaveSearch = lazy(async () => ({
  default: (await import("@/features/discovery/SaveSearch")).SaveSearch,
}));
const VendorMap = lazy(async () => ({
  default: (await import("@/features/vendors/map/VendorMap")).VendorMap,
}));
const FREE: VendorFilters = {};
const heart = ({ slug, name }: FoundVendor) => (
  <Suspense>
    <FavouriteButton slug={slug} name={name} />
  </Suspense>
);

/** Search, filters, and what was found as a list or with a map. `fixed` filters are the page's own. */
export function Discovery({ fixed = FREE, title, lead }: Props) {
  const [filters, change, { place, view }] = useVendorFilters(fixed);
  const [, setParams] = useSearchParams();
  const { data } = useInfiniteQuery(vendorsQuery(filters));
  const first = data?.pages[0];
  const bounds = useMemo(() => boundsOf(first?.results ?? []), [first]);
  const isMap = view === "map";
  return (
    <>
      <SearchHero search={filters.search ?? ""} onChange={change} title={title} lead={lead} />
      <Box sx={{ maxWidth: 1200, mx: "auto", px: { xs: 2, sm: 3 }, pb: 6, display: "grid", gap: 3 }}>
        <FilterBar filters={filters} place={place} facets={first?.facets} onChange={change} fixed={fixed} />
        <Box
          sx={{
            display: "flex",
            flexWrap: "wrap",
            gap: 1,
            alignItems: "center",
            justifyContent: "space-between",
          }}
        >
          {first ? <FoundLine facets={first.facets} words={first.words} onChange={change} /> : <span />}
          <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1 }}>
            <Suspense>
              <SaveSearch
                query={paramsFrom(filters).toString()}
                suggestedName={filters.search ?? title ?? ""}
              />
            </Suspense>
            <ToggleChip
              icon={isMap ? List : MapIcon}
              pressed={isMap}
              onChange={(on) => change({ view: on ? "map" : undefined })}
            >
              {isMap ? t("List alone") : t("Map")}
            </ToggleChip>
          </Box>
        </Box>
        <Box
          sx={{
            display: "grid",
            gap: 3,
            alignItems: "start",
            gridTemplateColumns: {
              xs: "minmax(0, 1fr)",
              md: isMap ? "minmax(0, 1fr) minmax(0, 1fr)" : "minmax(0, 1fr)",
            },
          }}
        >
          {isMap && (
            <Box
              sx={{
                height: { xs: 420, md: "calc(100dvh - 120px)" },
                position: { md: "sticky" },
                top: { md: 88 },
                order: { md: 1 },
              }}
            >
              <Suspense>
                <VendorMap filters={filters} bounds={bounds} />
              </Suspense>
            </Box>
          )}
          <VendorResults filters={filters} onClear={() => setParams({})} actionFor={heart} />
        </Box>
      </Box>
    </>
  );
}
