import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import InputBase from "@mui/material/InputBase";
import { Bell, BellOff, Keyboard, List, ListChecks, Search, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { NativeSelect } from "@/components/NativeSelect";
import { ToggleChip } from "@/components/ToggleChip";
import type { BoardFilters } from "./boardFilters";

interface Props {
  filters: BoardFilters;
  onFilter: (changes: Partial<BoardFilters>) => void;
  lateCount: number;
  selecting: boolean;
  onSelecting: () => void;
  sound: boolean;
  onSound: (on: boolean) => void;
  onHelp: () => void;
  connection: ReactNode;
  tools: ReactNode;
}

const WAYS = [
  ["", "All ways"],
  ["pickup", "Pick up"],
  ["delivery", "Delivery"],
] as const;

/** On a phone one line that scrolls, so that the orders begin on the first screen. */
const CHIPS = {
  display: "flex",
  gap: 1,
  flexWrap: { xs: "nowrap", md: "wrap" },
  overflowX: { xs: "auto", md: "visible" },
  scrollbarWidth: "none",
  mx: { xs: -2, md: 0 },
  px: { xs: 2, md: 0 },
  maxWidth: { xs: "100vw", md: 1 },
  flexShrink: 0,
} as const;

/** What is shown, how, and what the counter switches. */
export function BoardBar(props: Props) {
  const { filters, onFilter, lateCount, selecting, onSelecting, sound, onSound, onHelp } = props;
  const { show, layout, way, late, search } = filters;
  return (
    <Box sx={{ display: "flex", gap: 1, alignItems: "center", flexWrap: "wrap", mb: 2 }}>
      <Box sx={CHIPS} role="group" aria-label="Which orders">
        <ToggleChip pressed={show === "open"} onChange={() => onFilter({ show: "open" })}>
          Open
        </ToggleChip>
        <ToggleChip pressed={show === "finished"} onChange={() => onFilter({ show: "finished" })}>
          Finished
        </ToggleChip>
        {show === "open" && (
          <>
            <ToggleChip
              icon={List}
              pressed={layout === "list"}
              onChange={(list) => onFilter({ layout: list ? "list" : "board" })}
            >
              List
            </ToggleChip>
            <ToggleChip icon={ListChecks} pressed={selecting} onChange={onSelecting}>
              Select
            </ToggleChip>
            <Box sx={{ flexShrink: 0 }}>
              <NativeSelect
                label="How they reach the customer"
                value={way}
                options={WAYS}
                onChange={(next) => onFilter({ way: next })}
              />
            </Box>
            {(lateCount > 0 || late) && (
              <ToggleChip icon={TriangleAlert} pressed={late} onChange={(next) => onFilter({ late: next })}>
                {lateCount} late
              </ToggleChip>
            )}
          </>
        )}
      </Box>
      {props.tools}
      <Box sx={{ display: "flex", alignItems: "center", ml: "auto" }}>
        {props.connection}
        <IconButton
          aria-label="Sound for new orders"
          aria-pressed={sound}
          title={sound ? "New orders are heard" : "New orders are silent"}
          onClick={() => onSound(!sound)}
        >
          {sound ? <Bell size={20} /> : <BellOff size={20} />}
        </IconButton>
        <IconButton
          aria-label="Keyboard shortcuts"
          onClick={onHelp}
          sx={{ display: { xs: "none", md: "inline-flex" } }}
        >
          <Keyboard size={20} />
        </IconButton>
      </Box>
      <SearchField search={search} onSearch={(next) => onFilter({ search: next })} />
    </Box>
  );
}

function SearchField({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  return (
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
        id="board-search"
        type="search"
        placeholder="Reference or name"
        value={search}
        onChange={(event) => onSearch(event.target.value)}
        slotProps={{ input: { "aria-label": "Find an order by reference or name" } }}
      />
    </Box>
  );
}
