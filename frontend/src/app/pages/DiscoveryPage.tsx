import Box from "@mui/material/Box";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { FilterBar } from "@/features/vendors/FilterBar";
import { vendorsQuery } from "@/features/vendors/queries";
import { SearchHero } from "@/features/vendors/SearchHero";
import { useVendorFilters } from "@/features/vendors/useVendorFilters";
import { VendorResults } from "@/features/vendors/VendorResults";
import { useTitle } from "@/lib/useTitle";

export function DiscoveryPage() {
  const [filters, change] = useVendorFilters();
  const [, setParams] = useSearchParams();
  const { data } = useInfiniteQuery(vendorsQuery(filters));
  useTitle(filters.search ? `“${filters.search}”` : "Local businesses, really checked");
  return (
    <>
      {/* The key starts the box afresh when the address brings other words, as on "back". */}
      <SearchHero
        key={filters.search}
        search={filters.search ?? ""}
        onSearch={(search) => change({ search })}
      />
      <Box sx={{ maxWidth: 1200, mx: "auto", px: { xs: 2, sm: 3 }, pb: 6, display: "grid", gap: 3 }}>
        <FilterBar filters={filters} facets={data?.pages[0]?.facets} onChange={change} />
        <VendorResults filters={filters} onClear={() => setParams({})} />
      </Box>
    </>
  );
}
