import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { showProblem } from "@/api/formProblems";
import type { Me } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { Panel } from "@/components/Panel";
import { useBasket } from "@/lib/basket";
import { formatMoney, totalOf } from "@/lib/money";
import { AddressFields } from "./AddressFields";
import { BasketSummary } from "./BasketSummary";
import { CHECKOUT_FIELDS, type CheckoutValues, checkoutSchema } from "./checkoutForm";
import { FulfilmentChoice } from "./FulfilmentChoice";
import { itemProblems } from "./itemProblems";
import { usePlaceOrder } from "./usePlaceOrder";

interface Props {
  vendor: { slug: string; name: string; currency: string; fulfilments: ("pickup" | "delivery")[] };
  me: Me;
}

export function CheckoutForm({ vendor, me }: Props) {
  const { lines } = useBasket(vendor.slug);
  const [failure, setFailure] = useState<string | null>(null);
  const place = usePlaceOrder(vendor.slug);
  const form = useForm<CheckoutValues>({
    resolver: zodResolver(checkoutSchema),
    defaultValues: {
      fulfilment: vendor.fulfilments[0] ?? "pickup",
      contact: { name: me.name, phone: me.phone, email: me.email },
      address: { line1: "", line2: "", city: "", postcode: "" },
      note: "",
    },
  });
  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    await place.mutateAsync(values).catch((error) => setFailure(showProblem(form, error, CHECKOUT_FIELDS)));
  });
  return (
    <Box
      component="form"
      noValidate
      onSubmit={submit}
      sx={{
        display: "grid",
        gap: 2,
        gridTemplateColumns: { md: "minmax(0, 1fr) 380px" },
        alignItems: "start",
      }}
    >
      <Box sx={{ display: "grid", gap: 2, minWidth: 0 }}>
        <Panel title="How do you want it?">
          <Controller
            control={form.control}
            name="fulfilment"
            render={({ field }) => (
              <FulfilmentChoice options={vendor.fulfilments} value={field.value} onChange={field.onChange} />
            )}
          />
          {form.watch("fulfilment") === "delivery" && <AddressFields control={form.control} />}
        </Panel>
        <Panel title="Who is it for?">
          <Box sx={{ display: "grid", gap: 2.5, gridTemplateColumns: { sm: "1fr 1fr" } }}>
            <FormField control={form.control} name="contact.name" label="Name" autoComplete="name" required />
            <FormField
              control={form.control}
              name="contact.phone"
              label="Phone"
              type="tel"
              autoComplete="tel"
              required
            />
            <Box sx={{ gridColumn: "1 / -1" }}>
              <FormField
                control={form.control}
                name="contact.email"
                label="E-mail"
                type="email"
                autoComplete="email"
                required
                helperText="The tracking link goes here."
              />
            </Box>
            <Box sx={{ gridColumn: "1 / -1" }}>
              <FormField
                control={form.control}
                name="note"
                label="Note to the shop (optional)"
                multiline
                minRows={2}
              />
            </Box>
          </Box>
        </Panel>
      </Box>
      <Box sx={{ position: { md: "sticky" }, top: 88, display: "grid", gap: 2 }}>
        <BasketSummary vendor={vendor} problems={itemProblems(place.error)} />
        <FormAlert message={failure} />
        <Button type="submit" variant="contained" size="large" loading={place.isPending}>
          Place order · {formatMoney(totalOf(lines, vendor.currency))}
        </Button>
      </Box>
    </Box>
  );
}
