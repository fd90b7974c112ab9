import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { showProblem } from "@/api/formProblems";
import type { VendorProfile } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { PlacePicker } from "@/components/map/PlacePicker";
import { ChecksEndDialog } from "../settings/ChecksEndDialog";
import { useProfileSave } from "../settings/useProfileSave";
import { type CheckedPlace, type PlaceValues, placeBody, placeSchema, placeValues } from "./placeForm";

interface Props {
  vendor: VendorProfile;
  onDone: () => void;
}

/** Where letters go, and where the pin stands. */
export function PlaceStep({ vendor, onDone }: Props) {
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<PlaceValues, unknown, CheckedPlace>({
    resolver: zodResolver(placeSchema),
    defaultValues: placeValues(vendor),
  });
  const { save, question } = useProfileSave(vendor, {
    onSaved: onDone,
    onRefused: (error) => setFailure(showProblem(form, error, [])),
  });
  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    await save(placeBody(values, vendor.address.country));
  });
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: "grid", gap: 2.5 }}>
      <FormAlert message={failure} />
      <FormField
        control={form.control}
        name="line1"
        label="Street and number"
        required
        autoComplete="address-line1"
      />
      <FormField
        control={form.control}
        name="line2"
        label="Unit, floor (optional)"
        autoComplete="address-line2"
      />
      <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: "1fr 1fr" }}>
        <FormField
          control={form.control}
          name="city"
          label="Town or city"
          required
          autoComplete="address-level2"
        />
        <FormField control={form.control} name="postcode" label="Postcode" autoComplete="postal-code" />
      </Box>
      <Controller
        control={form.control}
        name="place"
        render={({ field, fieldState: { error } }) => (
          <PlacePicker value={field.value} onChange={field.onChange} problem={error?.message} />
        )}
      />
      <Box>
        <Button type="submit" variant="contained" size="large" loading={form.formState.isSubmitting}>
          Save and continue
        </Button>
      </Box>
      {question && <ChecksEndDialog {...question} />}
    </Box>
  );
}
