import { LocateFixed, MapPin } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Facets } from "@/api/types";
import { NativeSelect } from "@/components/NativeSelect";
import { ToggleChip } from "@/components/ToggleChip";
import { t } from "@/lib/language/catalogue";
import { DEFAULT_RADIUS_KM, POSITION_DECIMALS, type VendorFilters } from "./filters";
import type { ChangeFilters } from "./useVendorFilters";

const PlaceDialog = lazy(() => import("./PlaceDialog"));
const RADII = [1, 2, 5, 10, 25, 50];

interface Props {
  filters: VendorFilters;
  place: string | undefined;
  facets: Facets | undefined;
  onChange: ChangeFilters;
}

/** Near the reader, or near a place that they name. A position is rounded before it leaves this function. */
export function NearMe({ filters, place, facets, onChange }: Props) {
  const [state, setState] = useState<"idle" | "asking" | "refused" | "naming">("idle");
  const clear = (): void =>
    onChange({ near: undefined, radius_km: undefined, place: undefined, ordering: undefined });
  const ask = (on: boolean): void => {
    if (!on) {
      clear();
      return;
    }
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState("idle");
        const near = [coords.latitude, coords.longitude]
          .map((each) => each.toFixed(POSITION_DECIMALS))
          .join(",");
        onChange({ near, radius_km: DEFAULT_RADIUS_KM, place: undefined, ordering: "distance" });
      },
      () => setState("refused"),
      { timeout: 10_000, maximumAge: 300_000 },
    );
  };
  return (
    <>
      <ToggleChip icon={LocateFixed} pressed={Boolean(filters.near && !place)} onChange={ask}>
        {state === "asking" ? t("Finding you…") : t("Near me")}
      </ToggleChip>
      <ToggleChip
        icon={MapPin}
        pressed={Boolean(place)}
        onChange={(on) => (on ? setState("naming") : clear())}
      >
        {place ? t("Near {place}", { place }) : t("Near a place…")}
      </ToggleChip>
      {filters.near && (
        <NativeSelect
          label={t("Distance")}
          value={String(filters.radius_km ?? DEFAULT_RADIUS_KM)}
          options={RADII.map((km) => [String(km), radiusWords(km, filters, facets)] as const)}
          onChange={(km) => onChange({ radius_km: Number(km) })}
        />
      )}
      {(state === "naming" || state === "refused") && (
        <Suspense>
          <PlaceDialog
            isRefused={state === "refused"}
            onClose={() => setState("idle")}
            onPick={({ name, latitude, longitude }) => {
              setState("idle");
              onChange({
                near: `${latitude},${longitude}`,
                place: name,
                radius_km: filters.radius_km ?? DEFAULT_RADIUS_KM,
                ordering: "distance",
              });
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/** Within a radius that was looked at, how many there are is known. */
function radiusWords(
  km: number,
  { radius_km: looked = DEFAULT_RADIUS_KM }: VendorFilters,
  facets?: Facets,
): string {
  const count = facets?.distances.find(({ radius_km }) => radius_km === km)?.count;
  return count === undefined || km > looked
    ? t("Within {km} km", { km })
    : t("Within {km} km ({count})", { km, count });
}
