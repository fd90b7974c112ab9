import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { showProblem } from "@/api/formProblems";
import type { VendorProfile } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { Panel } from "@/components/Panel";
import { ChecksEndDialog } from "./ChecksEndDialog";
import { FulfilmentToggles } from "./FulfilmentToggles";
import { PlaceFields } from "./PlaceFields";
import { PROFILE_FIELDS, type ProfileValues, profileBody, profileSchema, profileValues } from "./profileForm";
import { RegionFields } from "./RegionFields";
import { SaveBar } from "./SaveBar";
import { useProfileSave } from "./useProfileSave";

/** What customers read about the business. */
export function ProfileForm({ vendor, onSaved }: { vendor: VendorProfile; onSaved?: () => void }) {
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<ProfileValues>({
    resolver: zodResolver(profileSchema),
    values: profileValues(vendor),
    // what came back for another panel takes nothing away that is being typed here
    resetOptions: { keepDirtyValues: true },
  });
  const { save, question, isSaved } = useProfileSave(vendor, {
    onSaved: (saved) => {
      form.reset(profileValues(saved));
      onSaved?.();
    },
    onRefused: (error) => setFailure(showProblem(form, error, PROFILE_FIELDS)),
  });
  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    await save(profileBody(values));
  });
  return (
    <Panel title="Profile">
      <Box component="form" noValidate onSubmit={submit} sx={{ display: "grid", gap: 2.5 }}>
        <FormAlert message={failure} />
        <FormField control={form.control} name="name" label="Name" required />
        <FormField
          control={form.control}
          name="tagline"
          label="In one line (optional)"
          helperText="Stands below the name, everywhere."
        />
        <FormField
          control={form.control}
          name="description"
          label="About the business (optional)"
          multiline
          minRows={4}
        />
        <FormField control={form.control} name="phone" label="Phone (optional)" type="tel" />
        <PlaceFields control={form.control} />
        <RegionFields control={form.control} timeZone={vendor.timezone ?? "Europe/London"} />
        <Controller
          control={form.control}
          name="fulfilments"
          render={({ field, fieldState }) => (
            <FulfilmentToggles
              value={field.value}
              onChange={field.onChange}
              problem={fieldState.error?.message}
            />
          )}
        />
        <SaveBar isDirty={form.formState.isDirty} isPending={form.formState.isSubmitting} isSaved={isSaved}>
          Save profile
        </SaveBar>
      </Box>
      {question && <ChecksEndDialog {...question} />}
    </Panel>
  );
}
