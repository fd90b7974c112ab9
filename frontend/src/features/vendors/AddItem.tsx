import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { DoneNote } from "@/components/DoneNote";
import { t } from "@/lib/language/catalogue";
import { DEFAULT_CURRENCY } from "@/lib/money";
import { NewItemDialog } from "./NewItemDialog";
import { vendorQuery } from "./queries";

/** The button above the items, and what it opens. Prices are in the vendor's currency, so it waits for that. */
export function AddItem({ slug, sections }: { slug: string; sections: string[] }) {
  const { data: vendor } = useQuery(vendorQuery(slug));
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  return (
    <Box sx={{ display: "flex", justifyContent: "flex-end" }}>
      <Button
        variant="contained"
        startIcon={<Plus size={18} />}
        disabled={!vendor}
        onClick={() => setOpen(true)}
      >
        {t("Add item")}
      </Button>
      {open && vendor && (
        <NewItemDialog
          slug={slug}
          currency={vendor.currency ?? DEFAULT_CURRENCY}
          sections={sections}
          onClose={() => setOpen(false)}
          onAdded={(item) => {
            setOpen(false);
            setDone(t("{item} is for sale.", { item: item.name }));
          }}
        />
      )}
      <DoneNote message={done} onClose={() => setDone(null)} />
    </Box>
  );
}
