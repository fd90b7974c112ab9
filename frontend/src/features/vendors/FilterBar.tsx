import Box from "@mui/material/Box";
import { BadgeCheck, Clock } from "lucide-react";
import type { Facets } from "@/api/types";
import { NativeSelect } from "@/components/NativeSelect";
import { ToggleChip } from "@/components/ToggleChip";
import { t } from "@/lib/language/catalogue";
import { said } from "@/lib/language/said";
import { inDigits } from "@/lib/numbers";
import { ORDERINGS, type VendorFilters } from "./filters";
import { NearMe } from "./NearMe";
import { ScrollRow } from "./ScrollRow";
import type { ChangeFilters } from "./useVendorFilters";

interface Props {
  filters: VendorFilters;
  place: string | undefined;
  facets: Facets | undefined;
  onChange: ChangeFilters;
  /** Filters that belong to the page and cannot be changed here. */
  fixed?: VendorFilters;
}

export function FilterBar({ filters, place, facets, onChange, fixed = {} }: Props) {
  const orderings = ORDERINGS().filter(([key]) => key !== "distance" || filters.near);
  return (
    <Box component="section" aria-label={t("Filters")} sx={{ display: "grid", gap: 1.5, minWidth: 0 }}>
      {!fixed.category && <Categories filters={filters} facets={facets} onChange={onChange} />}
      <ScrollRow label={t("More filters")}>
        <ToggleChip
          icon={BadgeCheck}
          pressed={Boolean(filters.is_verified)}
          onChange={(on) => onChange({ is_verified: on })}
        >
          {t("Verified")}
          <Count value={facets?.is_verified} />
        </ToggleChip>
        <ToggleChip
          icon={Clock}
          pressed={Boolean(filters.open_now)}
          onChange={(on) => onChange({ open_now: on })}
        >
          {t("Open now")}
          <Count value={facets?.open_now} />
        </ToggleChip>
        <NearMe filters={filters} place={place} facets={facets} onChange={onChange} />
        {!fixed.city && <Cities filters={filters} facets={facets} onChange={onChange} />}
        <NativeSelect
          label={t("Lowest rating")}
          value={String(filters.min_rating ?? "")}
          options={[
            ["", t("Any rating")],
            ...(facets?.ratings ?? []).map(({ min_rating, count }) => {
              const text = t("{min_rating} and up", { min_rating });
              return [
                String(min_rating),
                filters.min_rating ? text : `${text} (${inDigits(count)})`,
              ] as const;
            }),
          ]}
          onChange={(value) => onChange({ min_rating: value ? Number(value) : undefined })}
        />
        <NativeSelect
          label={t("Order by")}
          value={filters.ordering ?? "best"}
          options={orderings}
          onChange={(value) => onChange({ ordering: value })}
        />
      </ScrollRow>
    </Box>
  );
}

type PartProps = Pick<Props, "filters" | "facets" | "onChange">;

function Categories({ filters, facets, onChange }: PartProps) {
  return (
    <ScrollRow label={t("Categories")}>
      <ToggleChip pressed={!filters.category} onChange={() => onChange({ category: undefined })}>
        {t("All")}
      </ToggleChip>
      {facets?.categories.map(({ slug, name, count }) => (
        <ToggleChip
          key={slug}
          pressed={filters.category === slug}
          onChange={(pressed) => onChange({ category: pressed ? slug : undefined })}
        >
          {said(name)}
          <Count value={count} />
        </ToggleChip>
      ))}
    </ScrollRow>
  );
}

function Cities({ filters, facets, onChange }: PartProps) {
  const cities = facets?.cities ?? [];
  if (cities.length < 2 && !filters.city) return null;
  const isListed = cities.some(({ slug }) => slug === filters.city);
  return (
    <NativeSelect
      label={t("City")}
      value={filters.city ?? ""}
      options={[
        ["", t("Any city")],
        ...(filters.city && !isListed ? [[filters.city, filters.city] as const] : []),
        ...cities.map(({ slug, name, count }) => [slug, `${name} (${inDigits(count)})`] as const),
      ]}
      onChange={(city) => onChange({ city: city || undefined })}
    />
  );
}

function Count({ value }: { value: number | undefined }) {
  if (value === undefined) return null;
  return (
    <Box component="span" sx={{ fontVariantNumeric: "tabular-nums", fontSize: "0.875rem", fontWeight: 400 }}>
      {inDigits(value)}
    </Box>
  );
}
