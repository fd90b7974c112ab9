import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import InputBase from "@mui/material/InputBase";
import { useQuery } from "@tanstack/react-query";
import { History, type LucideIcon, MapPin, Search, ShoppingBasket, Store, Tag } from "lucide-react";
import { type ComponentType, lazy, type SubmitEvent, Suspense, useState } from "react";
import { useNavigate } from "react-router";
import type { Suggestion } from "@/api/types";
import type { ComboboxProps } from "@/components/Combobox";
import { t } from "@/lib/language/catalogue";
import { forgetSearches, recentSearches, rememberSearch } from "@/lib/recentSearches";
import { suggestionsQuery } from "./queries";
import type { ChangeFilters } from "./useVendorFilters";

type Option = Omit<Suggestion, "kind"> & { kind: Suggestion["kind"] | "recent" };

const Combobox = lazy<ComponentType<ComboboxProps<Option>>>(() => import("@/components/Combobox"));

const KINDS = (): Record<Option["kind"], [icon: LucideIcon, label: string]> => ({
  word: [Search, ""],
  recent: [History, t("searched before")],
  category: [Tag, t("category")],
  vendor: [Store, t("business")],
  item: [ShoppingBasket, t("for sale")],
  place: [MapPin, t("city")],
});

interface Props {
  search: string;
  onChange: ChangeFilters;
}

/** One box for everything: words, and on the way to them categories, businesses, things for sale and cities. */
export function SearchBox({ search, onChange }: Props) {
  const [words, setWords] = useState(search);
  const [recent, setRecent] = useState(recentSearches);
  const navigate = useNavigate();
  const [hasFocus, setHasFocus] = useState(false);
  const { data: suggestions = [] } = useQuery(suggestionsQuery(words));
  const isEmpty = words.trim() === "";
  const options: Option[] = isEmpty
    ? recent.map((text) => ({ kind: "recent", text, slug: null, detail: "" }))
    : suggestions;
  const find = (text: string): void => {
    setWords(text);
    rememberSearch(text);
    setRecent(recentSearches());
    onChange({ search: text.trim(), as_typed: undefined });
  };
  const pick = ({ kind, slug, text }: Option): void => {
    if (kind === "vendor" && slug) void navigate(`/v/${slug}`);
    else if (kind === "category" && slug) onChange({ category: slug, search: undefined });
    else if (kind === "place" && slug) onChange({ city: slug, search: undefined });
    else find(text);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    find(words);
  };
  // The box is there at once; what its list needs is fetched right after.
  const plain = (
    <InputBase
      fullWidth
      type="search"
      placeholder={PLACEHOLDER()}
      value={words}
      onChange={(event) => setWords(event.target.value)}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
      slotProps={{ input: { "aria-label": LABEL(), enterKeyHint: "search" } }}
      sx={{ minHeight: 44 }}
    />
  );
  return (
    <Box sx={{ mt: 3, maxWidth: 640 }}>
      <Box component="form" role="search" onSubmit={submit} sx={FRAME}>
        <Box aria-hidden sx={{ color: "text.secondary", lineHeight: 0 }}>
          <Search size={20} />
        </Box>
        <Suspense fallback={plain}>
          <Combobox
            label={LABEL()}
            placeholder={PLACEHOLDER()}
            autoFocus={hasFocus}
            value={words}
            onType={setWords}
            options={options}
            textOf={({ text }) => text}
            onPick={pick}
          >
            {(option) => <OptionLine option={option} />}
          </Combobox>
        </Suspense>
        <Button type="submit" variant="contained">
          {t("Search")}
        </Button>
      </Box>
      {/* Not in the list, which closes when the focus leaves the box. */}
      {recent.length > 0 && (
        <Button
          color="inherit"
          onClick={() => {
            forgetSearches();
            setRecent([]);
          }}
        >
          {t("Clear recent searches")}
        </Button>
      )}
    </Box>
  );
}

function OptionLine({ option: { kind, text, detail } }: { option: Option }) {
  const [Icon, label] = KINDS()[kind];
  return (
    <>
      <Box aria-hidden sx={{ color: "text.secondary", lineHeight: 0 }}>
        <Icon size={18} />
      </Box>
      <Box sx={{ minWidth: 0, overflowWrap: "anywhere", flex: 1 }}>{text}</Box>
      <Box sx={{ color: "text.secondary", fontSize: "0.8125rem", textAlign: "right" }}>
        {[label, detail].filter(Boolean).join(", ")}
      </Box>
    </>
  );
}

const LABEL = () => t("Search businesses");
const PLACEHOLDER = () => t("Bread, flowers, bike repair…");

const FRAME = {
  display: "flex",
  gap: 1,
  p: 0.75,
  pl: 2,
  alignItems: "center",
  borderRadius: 4,
  bgcolor: "background.paper",
  border: 1,
  borderColor: "divider",
  boxShadow: "0 10px 30px rgb(12 40 26 / 8%)",
  "&:focus-within": { borderColor: "primary.main" },
} as const;
