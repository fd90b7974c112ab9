import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Controller, type UseFormReturn, useWatch } from "react-hook-form";
import { addressesQuery } from "@/api/addresses";
import type { SavedAddress } from "@/api/types";
import { AddressFields } from "@/components/address/AddressFields";
import { NativeSelect } from "@/components/NativeSelect";
import { Panel } from "@/components/Panel";
import { type AddressValues, addressInShort } from "@/lib/addressForms";
import { t } from "@/lib/language/catalogue";
import type { CheckoutValues } from "./checkoutForm";

interface Props {
  form: UseFormReturn<CheckoutValues>;
  isSignedIn: boolean;
}

const FIELDS = ["line1", "line2", "city", "region", "postcode", "country"] as const;
const valuesOf = (saved: SavedAddress): AddressValues => ({
  line1: saved.line1,
  line2: saved.line2,
  city: saved.city,
  region: saved.region,
  postcode: saved.postcode,
  country: saved.country,
});
const isSame = (one: AddressValues, other: AddressValues): boolean =>
  FIELDS.every((field) => one[field] === other[field]);

export function DeliveryAddress({ form, isSignedIn }: Props) {
  const { data: saved = [] } = useQuery({ ...addressesQuery, enabled: isSignedIn });
  const [favourite] = saved;
  useEffect(() => {
    // What somebody has begun to type is theirs.
    if (favourite && !form.getValues("address.line1")) form.setValue("address", valuesOf(favourite));
  }, [favourite, form]);
  const address = useWatch({ control: form.control, name: "address" });
  const chosen = saved.find((each) => isSame(valuesOf(each), address));
  return (
    <Panel title={t("Where to?")}>
      {saved.length > 0 && (
        <Box sx={{ mb: 2.5 }}>
          <NativeSelect
            label={t("Your addresses")}
            value={chosen ? String(chosen.id) : ""}
            options={[
              ["", t("Another address")],
              ...saved.map((each) => [String(each.id), nameOf(each)] as const),
            ]}
            onChange={(id) => {
              const picked = saved.find((each) => String(each.id) === id);
              const blank = { line1: "", line2: "", city: "", region: "", postcode: "" };
              form.setValue("address", picked ? valuesOf(picked) : { ...address, ...blank });
              form.clearErrors("address");
            }}
          />
        </Box>
      )}
      <AddressFields control={form.control} at="address" section="shipping" />
      {!chosen && (
        <Controller
          control={form.control}
          name="keepsAddress"
          render={({ field }) => (
            <FormControlLabel
              sx={{ minHeight: 44, mt: 1 }}
              control={<Checkbox checked={field.value} onChange={field.onChange} />}
              label={t("Keep this address for next time")}
            />
          )}
        />
      )}
    </Panel>
  );
}

const nameOf = (saved: SavedAddress): string =>
  saved.label ? `${saved.label}: ${addressInShort(saved)}` : addressInShort(saved);
