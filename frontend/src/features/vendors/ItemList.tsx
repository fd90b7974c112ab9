import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import { PackageOpen } from "lucide-react";
import type { Item } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StateMessage } from "@/components/StateMessage";
import { t } from "@/lib/language/catalogue";
import { ItemRow } from "./ItemRow";
import { itemsQuery } from "./queries";

function bySection(items: Item[]): [string, Item[]][] {
  const sections = new Map<string, Item[]>();
  for (const item of items) {
    const section = item.section ?? "";
    sections.set(section, [...(sections.get(section) ?? []), item]);
  }
  return [...sections];
}

interface Props {
  vendor: { slug: string; name: string };
  canOrder: boolean;
}

export function ItemList({ vendor, canOrder }: Props) {
  const query = useInfiniteQuery(itemsQuery(vendor.slug));
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={5} height={92} />}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.results);
        if (items.length === 0) {
          return (
            <StateMessage icon={PackageOpen} title={t("Nothing for sale right now")}>
              {t("Come back later, or call the business.")}
            </StateMessage>
          );
        }
        return (
          <>
            {bySection(items).map(([section, itemsOfSection]) => (
              <Box component="section" key={section} sx={{ mb: 4 }}>
                <Typography variant="h2" sx={{ mb: 1 }}>
                  {section || t("For sale")}
                </Typography>
                {itemsOfSection.map((item) => (
                  <ItemRow key={item.id} vendor={vendor} item={item} canOrder={canOrder} />
                ))}
              </Box>
            ))}
            <ShowMore query={query} />
          </>
        );
      }}
    </QueryView>
  );
}
