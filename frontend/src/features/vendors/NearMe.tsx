import Box from "@mui/material/Box";
import { LocateFixed } from "lucide-react";
import { useState } from "react";
import { NativeSelect } from "@/components/NativeSelect";
import { ToggleChip } from "@/components/ToggleChip";
import { DEFAULT_RADIUS_KM, type VendorFilters } from "./filters";
import type { ChangeFilters } from "./useVendorFilters";

const RADII = [1, 2, 5, 10, 25, 50].map((km) => [String(km), `Within ${km} km`] as const);
// About 100 m: near enough to sort by, and no exact home address in a link that may be shared.
const DECIMALS = 3;

interface Props {
  filters: VendorFilters;
  onChange: ChangeFilters;
}

export function NearMe({ filters, onChange }: Props) {
  const [state, setState] = useState<"idle" | "asking" | "refused">("idle");
  const toggle = (on: boolean): void => {
    if (!on) {
      setState("idle");
      onChange({ near: undefined, radius_km: undefined, ordering: undefined });
      return;
    }
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState("idle");
        const near = `${coords.latitude.toFixed(DECIMALS)},${coords.longitude.toFixed(DECIMALS)}`;
        onChange({ near, radius_km: DEFAULT_RADIUS_KM, ordering: "distance" });
      },
      () => setState("refused"),
      { timeout: 10_000, maximumAge: 300_000 },
    );
  };
  return (
    <>
      <ToggleChip icon={LocateFixed} pressed={Boolean(filters.near)} onChange={toggle}>
        {state === "asking" ? "Finding you…" : "Near me"}
      </ToggleChip>
      {filters.near && (
        <NativeSelect
          label="Distance"
          value={String(filters.radius_km ?? DEFAULT_RADIUS_KM)}
          options={RADII}
          onChange={(km) => onChange({ radius_km: Number(km) })}
        />
      )}
      {state === "refused" && (
        <Box
          role="status"
          sx={{ alignSelf: "center", fontSize: "0.875rem", color: "text.secondary", whiteSpace: "nowrap" }}
        >
          Your browser did not share your position.
        </Box>
      )}
    </>
  );
}
