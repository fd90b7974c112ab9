import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Card from "@mui/material/Card";
import FormControlLabel from "@mui/material/FormControlLabel";
import Switch from "@mui/material/Switch";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { api, dataOf } from "@/api/client";
import { showProblem } from "@/api/formProblems";
import type { Item } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { t } from "@/lib/language/catalogue";
import { ITEM_CHANGE_FIELDS, type ItemChangeValues, itemChangeBody, itemChangeSchema } from "./itemForm";
import { PriceField } from "./PriceField";
import { itemsQuery } from "./queries";

const valuesOf = (item: Item): ItemChangeValues => ({
  price: item.price.amount,
  stock: item.stock === null || item.stock === undefined ? "" : String(item.stock),
  is_available: item.is_available ?? true,
});

interface Props {
  slug: string;
  item: Item;
  canManage: boolean;
}

/** Price, stock and availability of one item; saved together. */
export function ItemEditRow({ slug, item, canManage }: Props) {
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<ItemChangeValues>({ resolver: zodResolver(itemChangeSchema), values: valuesOf(item) });
  const save = useMutation({
    mutationFn: (values: ItemChangeValues) =>
      dataOf(
        api.PATCH("/api/v1/vendors/{slug}/items/{id}/", {
          params: { path: { slug, id: item.id } },
          body: itemChangeBody(values, item.price.currency, canManage),
        }),
      ),
    onMutate: () => setFailure(null),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: itemsQuery(slug).queryKey }),
    onError: (error) => setFailure(showProblem(form, error, ITEM_CHANGE_FIELDS)),
  });
  return (
    <Card
      component="form"
      aria-label={item.name}
      onSubmit={form.handleSubmit((values) => save.mutate(values))}
      sx={{ p: 2 }}
    >
      <Box
        sx={{
          display: "grid",
          gap: 2,
          alignItems: "start",
          gridTemplateColumns: { xs: "1fr 1fr", md: "1fr 150px 150px 150px 100px" },
        }}
      >
        <Box sx={{ gridColumn: { xs: "1 / -1", md: "auto" }, minWidth: 0, alignSelf: "center" }}>
          <Typography variant="h4" component="h2">
            {item.name}
          </Typography>
          <Typography variant="body2" sx={{ color: "text.secondary" }}>
            {item.section}
          </Typography>
        </Box>
        <PriceField
          control={form.control}
          name="price"
          id={`price-${item.id}`}
          currency={item.price.currency}
          size="small"
          disabled={!canManage}
        />
        <FormField
          control={form.control}
          name="stock"
          id={`stock-${item.id}`}
          label={t("Stock")}
          placeholder={t("Unlimited")}
          size="small"
          slotProps={{ htmlInput: { inputMode: "numeric" }, inputLabel: { shrink: true } }}
        />
        <Controller
          control={form.control}
          name="is_available"
          render={({ field }) => (
            <FormControlLabel
              sx={{ minHeight: 44, m: 0 }}
              control={<Switch checked={field.value} onChange={field.onChange} />}
              label={t("For sale")}
            />
          )}
        />
        <Button type="submit" variant="contained" disabled={!form.formState.isDirty} loading={save.isPending}>
          {t("Save")}
        </Button>
      </Box>
      <FormAlert message={failure} />
    </Card>
  );
}
