import Box from "@mui/material/Box";
import { useQuery } from "@tanstack/react-query";
import { NativeSelect } from "@/components/NativeSelect";
import { type DeliveryFilters, STATES } from "./deliveryFilters";
import { eventTypesQuery } from "./queries";

interface Props {
  filters: DeliveryFilters;
  onChange: (name: "state" | "event_type", value: string) => void;
}

export function DeliveryFilterBar({ filters, onChange }: Props) {
  const { data: known = [] } = useQuery(eventTypesQuery);
  const types = [
    ["", "Every event"],
    ...[...known.map(({ name }) => name), "webhook.test"].map((name) => [name, name] as const),
  ] as const;
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, mb: 1 }}>
      <NativeSelect
        label="State"
        value={filters.state?.[0] ?? ""}
        options={STATES}
        onChange={(value) => onChange("state", value)}
      />
      <NativeSelect
        label="Event"
        value={filters.event_type ?? ""}
        options={types}
        onChange={(value) => onChange("event_type", value)}
      />
    </Box>
  );
}
