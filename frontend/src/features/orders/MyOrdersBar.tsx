import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { useState } from "react";
import { ToggleChip } from "@/components/ToggleChip";
import { t } from "@/lib/language/catalogue";
import type { MyOrdersFilter } from "./queries";

const CHOICES = () =>
  [
    ["all", t("All")],
    ["open", t("Under way")],
    ["done", t("Done")],
  ] as const;

interface Props {
  filter: MyOrdersFilter;
  onChange: (filter: Partial<MyOrdersFilter>) => void;
}

export function MyOrdersBar({ filter, onChange }: Props) {
  const [reference, setReference] = useState(filter.reference);
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5, mb: 2.5, alignItems: "center" }}>
      <Box role="group" aria-label={t("Which orders")} sx={{ display: "flex", gap: 1 }}>
        {CHOICES().map(([show, label]) => (
          <ToggleChip key={show} pressed={filter.show === show} onChange={() => onChange({ show })}>
            {label}
          </ToggleChip>
        ))}
      </Box>
      <Box
        component="form"
        role="search"
        aria-label={t("Your orders")}
        onSubmit={(event) => {
          event.preventDefault();
          onChange({ reference: reference.trim() });
        }}
        sx={{ display: "flex", gap: 1, flex: "1 1 240px" }}
      >
        <TextField
          id="order-reference"
          label={t("Order number")}
          size="small"
          fullWidth
          sx={{ "& .MuiInputBase-root": { minHeight: 44 } }}
          value={reference}
          onChange={(event) => {
            setReference(event.target.value);
            if (event.target.value === "") onChange({ reference: "" });
          }}
          slotProps={{
            htmlInput: {
              maxLength: 12,
              autoCapitalize: "characters",
              autoComplete: "off",
              spellCheck: false,
            },
          }}
        />
        <Button type="submit" variant="outlined">
          {t("Find")}
        </Button>
      </Box>
    </Box>
  );
}
