import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { VendorProfile } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { SettingList, SettingRow } from "@/components/SettingRow";
import { DEFAULT_CURRENCY, formatMoney } from "@/lib/money";
import { NewItemDialog } from "../NewItemDialog";
import { itemsQuery } from "../queries";

interface Props {
  vendor: VendorProfile;
  onChanged: () => void;
}

/** The first things on the counter. */
export function ItemsStep({ vendor, onChanged }: Props) {
  const query = useInfiniteQuery(itemsQuery(vendor.slug));
  const [isAdding, setAdding] = useState(false);
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={2} height={56} />}>
      {({ pages }) => {
        const items = pages.flatMap(({ results }) => results);
        const sections = [...new Set(items.map(({ section }) => section ?? "").filter(Boolean))];
        return (
          <Box sx={{ display: "grid", gap: 2 }}>
            {items.length === 0 ? (
              <Typography sx={{ color: "text.secondary" }}>Nothing yet.</Typography>
            ) : (
              <SettingList>
                {items.map(({ id, name, price }) => (
                  <SettingRow key={id} title={name} action={<Box sx={{ pr: 1 }}>{formatMoney(price)}</Box>} />
                ))}
              </SettingList>
            )}
            <Box>
              <Button
                variant={items.length === 0 ? "contained" : "outlined"}
                startIcon={<Plus size={18} />}
                onClick={() => setAdding(true)}
              >
                {items.length === 0 ? "Add the first item" : "Add another"}
              </Button>
            </Box>
            {isAdding && (
              <NewItemDialog
                slug={vendor.slug}
                currency={vendor.currency ?? DEFAULT_CURRENCY}
                sections={sections}
                onAdded={() => {
                  setAdding(false);
                  onChanged();
                }}
                onClose={() => setAdding(false)}
              />
            )}
          </Box>
        );
      }}
    </QueryView>
  );
}
