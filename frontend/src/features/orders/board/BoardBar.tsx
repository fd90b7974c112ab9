import Box from "@mui/material/Box";
import InputBase from "@mui/material/InputBase";
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { ToggleChip } from "@/components/ToggleChip";

interface Props {
  search: string;
  onSearch: (search: string) => void;
  view: "open" | "finished";
  onView: (view: "open" | "finished") => void;
  connection: ReactNode;
}

export function BoardBar({ search, onSearch, view, onView, connection }: Props) {
  return (
    <Box sx={{ display: "flex", gap: 1.5, alignItems: "center", flexWrap: "wrap", mb: 2 }}>
      <Box sx={{ display: "flex", gap: 1 }} role="group" aria-label="Which orders">
        <ToggleChip pressed={view === "open"} onChange={() => onView("open")}>
          Open
        </ToggleChip>
        <ToggleChip pressed={view === "finished"} onChange={() => onView("finished")}>
          Finished
        </ToggleChip>
      </Box>
      <Box sx={{ ml: { md: "auto" }, order: { xs: 0, md: 1 } }}>{connection}</Box>
      <Box
        role="search"
        sx={{
          display: "flex",
          alignItems: "center",
          gap: 1,
          px: 2,
          minHeight: 44,
          flex: { xs: "1 1 100%", md: "0 1 280px" },
          borderRadius: 99,
          border: 1,
          borderColor: "divider",
          bgcolor: "background.paper",
          "&:focus-within": { borderColor: "primary.main" },
        }}
      >
        <Search size={18} aria-hidden />
        <InputBase
          fullWidth
          type="search"
          placeholder="Reference or name"
          value={search}
          onChange={(event) => onSearch(event.target.value)}
          slotProps={{ input: { "aria-label": "Find an order by reference or name" } }}
        />
      </Box>
    </Box>
  );
}
