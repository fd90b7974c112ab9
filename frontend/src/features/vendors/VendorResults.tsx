import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import { useInfiniteQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import type { FoundVendor } from "@/api/types";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StateMessage } from "@/components/StateMessage";
import { t } from "@/lib/language/catalogue";
import type { VendorFilters } from "./filters";
import { vendorsQuery } from "./queries";
import { VendorCard } from "./VendorCard";
import { WhyHere } from "./WhyHere";

const GRID = {
  display: "grid",
  gap: { xs: 2, sm: 3 },
  gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 272px), 1fr))",
};

interface Props {
  filters: VendorFilters;
  onClear: () => void;
  actionFor?: (vendor: FoundVendor) => ReactNode;
}

export function VendorResults({ filters, onClear, actionFor }: Props) {
  const query = useInfiniteQuery(vendorsQuery(filters));
  return (
    <QueryView query={query} skeleton={<GridSkeleton />}>
      {({ pages }) => {
        const vendors = pages.flatMap((page) => page.results);
        if (vendors.length === 0) return <NothingFound filters={filters} onClear={onClear} />;
        return (
          <Box
            sx={{ opacity: query.isPlaceholderData ? 0.6 : 1, transition: "opacity 150ms" }}
            aria-busy={query.isPlaceholderData}
          >
            <Box sx={GRID}>
              {vendors.map((vendor) => (
                <VendorCard key={vendor.slug} vendor={vendor} action={actionFor?.(vendor)}>
                  <WhyHere vendor={vendor} />
                </VendorCard>
              ))}
            </Box>
            <ShowMore query={query} />
          </Box>
        );
      }}
    </QueryView>
  );
}

function GridSkeleton() {
  return (
    <Box sx={GRID}>
      {["a", "b", "c", "d", "e", "f", "g", "h"].map((key) => (
        <Box key={key}>
          <Skeleton variant="rounded" height={148} sx={{ borderRadius: 4 }} />
          <Skeleton width="60%" sx={{ mt: 1.5 }} />
          <Skeleton width="90%" />
          <Skeleton width="40%" sx={{ mb: 2 }} />
        </Box>
      ))}
    </Box>
  );
}

function NothingFound({ filters, onClear }: Props) {
  return (
    <StateMessage
      icon={SearchX}
      title={
        filters.search ? t("Nothing found for “{search}”", { search: filters.search }) : t("Nothing found")
      }
      action={
        <Button variant="contained" onClick={onClear}>
          {t("Clear all filters")}
        </Button>
      }
    >
      {t("Try fewer filters, another word, or a wider distance.")}
    </StateMessage>
  );
}
