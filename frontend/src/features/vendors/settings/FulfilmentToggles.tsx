import Box from "@mui/material/Box";
import FormHelperText from "@mui/material/FormHelperText";
import { Bike, type LucideIcon, Store } from "lucide-react";
import type { Fulfilment } from "@/api/types";
import { ToggleChip } from "@/components/ToggleChip";

const WAYS: readonly (readonly [way: Fulfilment, title: string, icon: LucideIcon])[] = [
  ["pickup", "Pick up", Store],
  ["delivery", "Delivery", Bike],
];

interface Props {
  value: Fulfilment[];
  onChange: (value: Fulfilment[]) => void;
  problem?: string;
}

export function FulfilmentToggles({ value, onChange, problem }: Props) {
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      <Box component="legend" sx={{ p: 0, mb: 1, fontWeight: 650 }}>
        How customers get their order
      </Box>
      <Box sx={{ display: "flex", gap: 1, flexWrap: "wrap" }}>
        {WAYS.map(([way, title, icon]) => (
          <ToggleChip
            key={way}
            icon={icon}
            pressed={value.includes(way)}
            // always in one order: chosen and taken back is no change
            onChange={(pressed) =>
              onChange(
                WAYS.map(([each]) => each).filter((each) => (each === way ? pressed : value.includes(each))),
              )
            }
          >
            {title}
          </ToggleChip>
        ))}
      </Box>
      {problem && (
        <FormHelperText error role="alert">
          {problem}
        </FormHelperText>
      )}
    </Box>
  );
}
