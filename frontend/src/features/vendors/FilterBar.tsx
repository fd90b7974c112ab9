import Box from "@mui/material/Box";
import { BadgeCheck, Clock } from "lucide-react";
import type { Facets } from "@/api/types";
import { NativeSelect } from "@/components/NativeSelect";
import { ToggleChip } from "@/components/ToggleChip";
import { ORDERINGS, type VendorFilters } from "./filters";
import { NearMe } from "./NearMe";
import type { ChangeFilters } from "./useVendorFilters";

const RATINGS = [
  ["", "Any rating"],
  ["3", "3 and up"],
  ["4", "4 and up"],
  ["4.5", "4.5 and up"],
] as const;

interface Props {
  filters: VendorFilters;
  facets: Facets | undefined;
  onChange: ChangeFilters;
}

export function FilterBar({ filters, facets, onChange }: Props) {
  const orderings = ORDERINGS.filter(([key]) => key !== "distance" || filters.near);
  return (
    <Box component="section" aria-label="Filters" sx={{ display: "grid", gap: 1.5, minWidth: 0 }}>
      <ScrollRow label="Categories">
        <ToggleChip pressed={!filters.category} onChange={() => onChange({ category: undefined })}>
          All
        </ToggleChip>
        {facets?.categories.map(({ slug, name, count }) => (
          <ToggleChip
            key={slug}
            pressed={filters.category === slug}
            onChange={(pressed) => onChange({ category: pressed ? slug : undefined })}
          >
            {name}
            <Count value={count} />
          </ToggleChip>
        ))}
      </ScrollRow>
      <ScrollRow label="More filters">
        <ToggleChip
          icon={BadgeCheck}
          pressed={Boolean(filters.is_verified)}
          onChange={(on) => onChange({ is_verified: on })}
        >
          Verified
          <Count value={facets?.is_verified} />
        </ToggleChip>
        <ToggleChip
          icon={Clock}
          pressed={Boolean(filters.open_now)}
          onChange={(on) => onChange({ open_now: on })}
        >
          Open now
          <Count value={facets?.open_now} />
        </ToggleChip>
        <NearMe filters={filters} onChange={onChange} />
        <NativeSelect
          label="Lowest rating"
          value={String(filters.min_rating ?? "") as (typeof RATINGS)[number][0]}
          options={RATINGS}
          onChange={(value) => onChange({ min_rating: value ? Number(value) : undefined })}
        />
        <NativeSelect
          label="Order by"
          value={filters.ordering ?? "best"}
          options={orderings}
          onChange={(value) => onChange({ ordering: value })}
        />
      </ScrollRow>
    </Box>
  );
}

function Count({ value }: { value: number | undefined }) {
  if (value === undefined) return null;
  return (
    <Box component="span" sx={{ opacity: 0.75, fontVariantNumeric: "tabular-nums", fontSize: "0.875rem" }}>
      {value}
    </Box>
  );
}

/** On a phone the chips run off the edge and are pulled with the thumb; the page itself never scrolls sideways. */
function ScrollRow({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Box
      role="group"
      aria-label={label}
      sx={{
        display: "flex",
        gap: 1,
        flexWrap: { xs: "nowrap", md: "wrap" },
        overflowX: { xs: "auto", md: "visible" },
        scrollbarWidth: "none",
        mx: { xs: -2, md: 0 },
        px: { xs: 2, md: 0 },
        py: 0.5,
      }}
    >
      {children}
    </Box>
  );
}
