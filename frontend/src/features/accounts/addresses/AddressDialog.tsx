import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { changeAddress, keepAddress } from "@/api/addresses";
import { showProblem } from "@/api/formProblems";
import type { SavedAddress } from "@/api/types";
import { AddressFields } from "@/components/address/AddressFields";
import { FormAlert } from "@/components/FormAlert";
import { FormDialog } from "@/components/FormDialog";
import { FormField } from "@/components/FormField";
import { t } from "@/lib/language/catalogue";
import {
  SAVED_ADDRESS_FIELDS,
  type SavedAddressValues,
  savedAddressSchema,
  startAddress,
} from "./addressForm";

interface Props {
  /** None: a new one. */
  saved: SavedAddress | null;
  onDone: (words: string) => Promise<void>;
  onClose: () => void;
}

export function AddressDialog({ saved, onDone, onClose }: Props) {
  const form = useForm<SavedAddressValues>({
    resolver: zodResolver(savedAddressSchema),
    defaultValues: startAddress(saved),
  });
  const [failure, setFailure] = useState<string | null>(null);
  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    try {
      await (saved ? changeAddress(saved.id, values) : keepAddress(values));
      await onDone(t("The address is saved."));
    } catch (error) {
      setFailure(showProblem(form, error, SAVED_ADDRESS_FIELDS));
    }
  });
  return (
    <FormDialog title={saved ? t("Change the address") : t("Add an address")} onClose={onClose}>
      <Box component="form" noValidate onSubmit={submit} sx={{ display: "grid", gap: 2.5, pt: 1 }}>
        <FormAlert message={failure} />
        <FormField
          control={form.control}
          name="label"
          label={t("What you call it (optional)")}
          placeholder={t("Home")}
          autoComplete="off"
        />
        <AddressFields control={form.control} />
        {!saved?.is_default && (
          <Controller
            control={form.control}
            name="is_default"
            render={({ field }) => (
              <FormControlLabel
                sx={{ minHeight: 44 }}
                control={<Checkbox checked={field.value} onChange={field.onChange} />}
                label={t("Fill forms with this one first")}
              />
            )}
          />
        )}
        <Button type="submit" variant="contained" size="large" loading={form.formState.isSubmitting}>
          {t("Save address")}
        </Button>
      </Box>
    </FormDialog>
  );
}
