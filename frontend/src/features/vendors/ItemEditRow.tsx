import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Card from "@mui/material/Card";
import FormControlLabel from "@mui/material/FormControlLabel";
import InputAdornment from "@mui/material/InputAdornment";
import Switch from "@mui/material/Switch";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { api, dataOf } from "@/api/client";
import { showProblem } from "@/api/formProblems";
import type { Item } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { currencySymbol } from "@/lib/money";
import { itemsQuery } from "./queries";

const schema = z.object({
  price: z.string().regex(/^\d+([.,]\d{1,3})?$/, "A price like 4.50"),
  stock: z.string().regex(/^\d*$/, "A whole number, or empty for unlimited"),
  is_available: z.boolean(),
});
type Values = z.infer<typeof schema>;
const FIELDS = ["price", "stock", "is_available"] as const;

const valuesOf = (item: Item): Values => ({
  price: item.price.amount,
  stock: item.stock === null || item.stock === undefined ? "" : String(item.stock),
  is_available: item.is_available ?? true,
});

/** Price, stock and availability of one item; saved together. */
export function ItemEditRow({ slug, item }: { slug: string; item: Item }) {
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<Values>({ resolver: zodResolver(schema), values: valuesOf(item) });
  const save = useMutation({
    mutationFn: (values: Values) =>
      dataOf(
        api.PATCH("/api/v1/vendors/{slug}/items/{id}/", {
          params: { path: { slug, id: item.id } },
          body: {
            price: { amount: values.price.replace(",", "."), currency: item.price.currency },
            stock: values.stock === "" ? null : Number(values.stock),
            is_available: values.is_available,
          },
        }),
      ),
    onMutate: () => setFailure(null),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: itemsQuery(slug).queryKey }),
    onError: (error) => setFailure(showProblem(form, error, FIELDS)),
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
        <FormField
          control={form.control}
          name="price"
          label="Price"
          size="small"
          slotProps={{
            htmlInput: { inputMode: "decimal" },
            input: {
              startAdornment: (
                <InputAdornment position="start">{currencySymbol(item.price.currency)}</InputAdornment>
              ),
            },
          }}
        />
        <FormField
          control={form.control}
          name="stock"
          label="Stock"
          placeholder="Unlimited"
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
              label="For sale"
            />
          )}
        />
        <Button type="submit" variant="contained" disabled={!form.formState.isDirty} loading={save.isPending}>
          Save
        </Button>
      </Box>
      <FormAlert message={failure} />
    </Card>
  );
}
