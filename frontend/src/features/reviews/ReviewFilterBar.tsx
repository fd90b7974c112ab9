import Box from "@mui/material/Box";
import InputBase from "@mui/material/InputBase";
import { Camera, MessageSquareText, Search } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { NativeSelect } from "@/components/NativeSelect";
import { ToggleChip } from "@/components/ToggleChip";
import { t } from "@/lib/language/catalogue";
import { ORDERINGS, type ReviewFilters } from "./reviewFilters";
import type { ChangeReviewFilters } from "./useReviewFilters";

interface Props {
  filters: ReviewFilters;
  onChange: ChangeReviewFilters;
}

export function ReviewFilterBar({ filters, onChange }: Props) {
  const [search, setSearch] = useState(filters.search ?? "");
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onChange({ search: search.trim() || undefined });
  };
  return (
    <Box
      component="section"
      aria-label={t("Filter and sort reviews")}
      sx={{ display: "flex", flexWrap: "wrap", gap: 1, my: 1.5 }}
    >
      <Box component="form" role="search" onSubmit={submit} sx={{ flex: "1 1 220px", minWidth: 0 }}>
        <InputBase
          type="search"
          fullWidth
          value={search}
          placeholder={t("Search in the reviews")}
          onChange={(event) => {
            setSearch(event.target.value);
            if (!event.target.value) onChange({ search: undefined });
          }}
          inputProps={{ "aria-label": t("Search in the reviews"), maxLength: 100, enterKeyHint: "search" }}
          startAdornment={<Search size={18} aria-hidden style={{ marginRight: 8, flexShrink: 0 }} />}
          sx={{
            minHeight: 44,
            px: 2,
            borderRadius: 99,
            border: 1,
            borderColor: "divider",
            bgcolor: "background.paper",
          }}
        />
      </Box>
      <ToggleChip
        icon={Camera}
        pressed={Boolean(filters.with_photos)}
        onChange={(on) => onChange({ with_photos: on })}
      >
        {t("With photos")}
      </ToggleChip>
      <ToggleChip
        icon={MessageSquareText}
        pressed={Boolean(filters.with_words)}
        onChange={(on) => onChange({ with_words: on })}
      >
        {t("With words")}
      </ToggleChip>
      <NativeSelect
        label={t("Order of reviews")}
        value={filters.ordering ?? "newest"}
        options={ORDERINGS()}
        onChange={(ordering) => onChange({ ordering: ordering === "newest" ? undefined : ordering })}
      />
    </Box>
  );
}
