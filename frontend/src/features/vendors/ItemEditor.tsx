import Box from "@mui/material/Box";
import { useInfiniteQuery } from "@tanstack/react-query";
import { PackageOpen } from "lucide-react";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StateMessage } from "@/components/StateMessage";
import { t } from "@/lib/language/catalogue";
import { AddItem } from "./AddItem";
import { ItemEditRow } from "./ItemEditRow";
import { itemsQuery } from "./queries";

interface Props {
  slug: string;
  /** Owner and manager add items and change prices; staff say what is left. */
  canManage: boolean;
}

export function ItemEditor({ slug, canManage }: Props) {
  const query = useInfiniteQuery(itemsQuery(slug));
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={6} height={88} />}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.results);
        const sections = [...new Set(items.map(({ section }) => section ?? ""))].filter(Boolean);
        return (
          <Box sx={{ display: "grid", gap: 1.5 }}>
            {canManage && <AddItem slug={slug} sections={sections} />}
            {items.length === 0 && (
              <StateMessage icon={PackageOpen} title={t("No items yet")}>
                {canManage
                  ? t("Add what you sell, and customers can order it.")
                  : t("The owner or a manager adds what you sell.")}
              </StateMessage>
            )}
            {items.map((item) => (
              <ItemEditRow key={item.id} slug={slug} item={item} canManage={canManage} />
            ))}
            <ShowMore query={query} />
          </Box>
        );
      }}
    </QueryView>
  );
}
