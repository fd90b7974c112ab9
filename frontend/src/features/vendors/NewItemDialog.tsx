import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { api, dataOf } from "@/api/client";
import { showProblem } from "@/api/formProblems";
import type { Item } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { createAttemptKeys } from "@/lib/attemptKeys";
import { t } from "@/lib/language/catalogue";
import { NEW_ITEM_FIELDS, type NewItemValues, newItemBody, newItemSchema } from "./itemForm";
import { PriceField } from "./PriceField";
import { itemsQuery } from "./queries";

interface Props {
  slug: string;
  currency: string;
  /** Offered while a section is typed. */
  sections: string[];
  onAdded: (item: Item) => void;
  onClose: () => void;
}

/** Puts one thing up for sale. */
export function NewItemDialog({ slug, currency, sections, onAdded, onClose }: Props) {
  const queryClient = useQueryClient();
  const [keyFor] = useState(() => createAttemptKeys());
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<NewItemValues>({
    resolver: zodResolver(newItemSchema),
    defaultValues: { name: "", section: "", price: "", stock: "", description: "" },
  });
  const add = useMutation({
    mutationFn: (values: NewItemValues) => {
      const body = newItemBody(values, currency);
      const params = { path: { slug }, header: { "Idempotency-Key": keyFor(body) } };
      return dataOf(api.POST("/api/v1/vendors/{slug}/items/", { params, body }));
    },
    onMutate: () => setFailure(null),
    onSuccess: async (item) => {
      await queryClient.invalidateQueries({ queryKey: itemsQuery(slug).queryKey });
      onAdded(item);
    },
    onError: (error) => setFailure(showProblem(form, error, NEW_ITEM_FIELDS)),
  });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="new-item-title">
      <form noValidate onSubmit={form.handleSubmit((values) => add.mutate(values))}>
        <DialogTitle id="new-item-title" variant="h3" sx={{ pt: 3 }}>
          {t("Add an item")}
        </DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 2.5 }}>
          <FormAlert message={failure} />
          {/* room for the label of the first field, which the content would cut off */}
          <Box sx={{ pt: 1 }}>
            <FormField control={form.control} name="name" label={t("Name")} autoFocus required />
          </Box>
          <FormField
            control={form.control}
            name="section"
            label={t("Section (optional)")}
            helperText={t("Items of one section stand together, like “Bread”.")}
            autoComplete="off"
            slotProps={{ htmlInput: { list: "item-sections" } }}
          />
          <datalist id="item-sections">
            {sections.map((section) => (
              <option key={section} value={section} />
            ))}
          </datalist>
          <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: "1fr 1fr", alignItems: "start" }}>
            <PriceField control={form.control} name="price" currency={currency} required />
            <FormField
              control={form.control}
              name="stock"
              label={t("Stock")}
              placeholder={t("Unlimited")}
              slotProps={{ htmlInput: { inputMode: "numeric" }, inputLabel: { shrink: true } }}
            />
          </Box>
          <FormField
            control={form.control}
            name="description"
            label={t("Description (optional)")}
            multiline
            minRows={2}
          />
        </DialogContent>
        <DialogActions sx={{ p: 3, pt: 0 }}>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" variant="contained" loading={add.isPending}>
            {t("Add item")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
