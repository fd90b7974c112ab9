import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { api } from "@/api/client";
import type { SavedSearch } from "@/api/types";
import { AppLink } from "@/components/AppLink";
import { CardSkeletons } from "@/components/CardSkeletons";
import { FormAlert } from "@/components/FormAlert";
import { QueryView } from "@/components/QueryView";
import { TAP } from "@/components/tap";
import { t } from "@/lib/language/catalogue";
import { savedSearchesQuery } from "./queries";

export function SavedSearches() {
  const query = useQuery(savedSearchesQuery());
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={2} height={52} />}>
      {(searches) =>
        searches.length === 0 ? (
          <Typography sx={{ color: "text.secondary" }}>
            {t("None yet. Search for something, then choose “Save this search”.")}
          </Typography>
        ) : (
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: "none", display: "grid", gap: 1 }}>
            {searches.map((search) => (
              <SearchRow key={search.id} search={search} />
            ))}
          </Box>
        )
      }
    </QueryView>
  );
}

function SearchRow({ search }: { search: SavedSearch }) {
  const queryClient = useQueryClient();
  const { mutate, error } = useMutation({
    mutationFn: () => api.DELETE("/api/v1/me/searches/{id}/", { params: { path: { id: search.id } } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: savedSearchesQuery().queryKey }),
  });
  return (
    <Box component="li" sx={{ borderBottom: 1, borderColor: "divider" }}>
      <FormAlert message={error?.message} />
      <Box sx={{ display: "flex", alignItems: "center", justifyContent: "space-between", gap: 2 }}>
        <AppLink to={`/?${search.query}`} sx={{ ...TAP, overflowWrap: "anywhere", minWidth: 0 }}>
          {search.name}
        </AppLink>
        <IconButton
          aria-label={t("Delete the search {search}", { search: search.name })}
          onClick={() => mutate()}
        >
          <Trash2 size={20} aria-hidden />
        </IconButton>
      </Box>
    </Box>
  );
}
