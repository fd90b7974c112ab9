import Box from "@mui/material/Box";
import { useInfiniteQuery } from "@tanstack/react-query";
import { PackageOpen } from "lucide-react";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StateMessage } from "@/components/StateMessage";
import { ItemEditRow } from "./ItemEditRow";
import { itemsQuery } from "./queries";

export function ItemEditor({ slug }: { slug: string }) {
  const query = useInfiniteQuery(itemsQuery(slug));
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={6} height={88} />}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.results);
        if (items.length === 0) {
          return (
            <StateMessage icon={PackageOpen} title="No items yet">
              Items that you add over the API appear here.
            </StateMessage>
          );
        }
        return (
          <Box sx={{ display: "grid", gap: 1.5 }}>
            {items.map((item) => (
              <ItemEditRow key={item.id} slug={slug} item={item} />
            ))}
            <ShowMore query={query} />
          </Box>
        );
      }}
    </QueryView>
  );
}
