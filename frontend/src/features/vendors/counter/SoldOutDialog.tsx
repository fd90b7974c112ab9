import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Switch from "@mui/material/Switch";
import TextField from "@mui/material/TextField";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { wordsOf } from "@/api/problem";
import type { Item } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { FormDialog } from "@/components/FormDialog";
import { QueryView } from "@/components/QueryView";
import { SettingList, SettingRow } from "@/components/SettingRow";
import { ShowMore } from "@/components/ShowMore";
import { clockTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";
import { itemsQuery } from "../queries";

const soldOutUntil = ({ sold_out_until }: Item, now: number): string | null =>
  sold_out_until && Date.parse(sold_out_until) > now ? sold_out_until : null;

function useSoldOut(slug: string) {
  const queryClient = useQueryClient();
  const { queryKey } = itemsQuery(slug);
  return useMutation({
    mutationFn: ({ id, isSoldOut }: { id: number; isSoldOut: boolean }) => {
      const params = { path: { slug, id } };
      return dataOf(
        isSoldOut
          ? api.PUT("/api/v1/vendors/{slug}/items/{id}/sold-out/", { params })
          : api.DELETE("/api/v1/vendors/{slug}/items/{id}/sold-out/", { params }),
      );
    },
    onSuccess: (item) =>
      queryClient.setQueryData(
        queryKey,
        (old) =>
          old && {
            ...old,
            pages: old.pages.map((page) => ({
              ...page,
              results: page.results.map((each) => (each.id === item.id ? item : each)),
            })),
          },
      ),
  });
}

/** What is sold out today; each comes back by itself on the next opening day. */
export function SoldOutDialog({ slug, onClose }: { slug: string; onClose: () => void }) {
  const query = useInfiniteQuery(itemsQuery(slug));
  const soldOut = useSoldOut(slug);
  const now = useNow();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  return (
    <FormDialog
      title="Sold out today"
      hint="Nobody can order it until your next opening day; then it is back by itself."
      onClose={onClose}
    >
      <TextField
        label="Find an item"
        type="search"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <FormAlert message={soldOut.error && wordsOf(soldOut.error)} />
      <QueryView query={query} skeleton={<Skeleton variant="rounded" height={240} />}>
        {({ pages }) => (
          <>
            <SettingList>
              {pages
                .flatMap(({ results }) => results)
                .filter(({ is_available, name }) => is_available && name.toLowerCase().includes(wanted))
                .map((item) => (
                  <ItemRow
                    key={item.id}
                    item={item}
                    until={soldOutUntil(item, now)}
                    isBusy={soldOut.isPending && soldOut.variables.id === item.id}
                    onChange={(isSoldOut) => soldOut.mutate({ id: item.id, isSoldOut })}
                  />
                ))}
            </SettingList>
            <ShowMore query={query} />
          </>
        )}
      </QueryView>
    </FormDialog>
  );
}

interface RowProps {
  item: Item;
  until: string | null;
  isBusy: boolean;
  onChange: (isSoldOut: boolean) => void;
}

function ItemRow({ item, until, isBusy, onChange }: RowProps) {
  return (
    <SettingRow
      title={item.name}
      action={
        <Box sx={{ mr: 1 }}>
          <Switch
            checked={until !== null}
            disabled={isBusy}
            onChange={(_, isSoldOut) => onChange(isSoldOut)}
            slotProps={{ input: { "aria-label": `${item.name} is sold out today` } }}
          />
        </Box>
      }
    >
      {until ? `Back ${clockTime(until)}` : item.stock === null ? "On sale" : `${item.stock} left`}
    </SettingRow>
  );
}
