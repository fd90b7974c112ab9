import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { showProblem } from "@/api/formProblems";
import type { VendorProfile } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { Panel } from "@/components/Panel";
import { weekdays } from "../openingHours";
import { HoursDay } from "./HoursDay";
import { type HoursValues, hoursBody, hoursSchema, hoursValues } from "./hoursForm";
import { SaveBar } from "./SaveBar";
import { useUpdateVendor } from "./useUpdateVendor";

interface Props {
  vendor: VendorProfile;
  save?: string;
  onSaved?: () => void;
}

/** A row for each day, with as many spans as it has; a day without one is closed. */
export function HoursForm({ vendor, save = "Save hours", onSaved }: Props) {
  const [failure, setFailure] = useState<string | null>(null);
  const update = useUpdateVendor(vendor.slug);
  const form = useForm<HoursValues>({
    resolver: zodResolver(hoursSchema),
    defaultValues: hoursValues(vendor.hours),
  });
  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    await update
      .mutateAsync({ hours: hoursBody(values) })
      .then((saved) => {
        form.reset(hoursValues(saved.hours));
        onSaved?.();
      })
      .catch((error) => setFailure(showProblem(form, error, [])));
  });
  return (
    <Panel title="Opening hours">
      <Box component="form" noValidate onSubmit={submit} sx={{ display: "grid", gap: 2 }}>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          Local time in {cityOf(vendor.timezone)}. Hours that close before they open end on the next day.
        </Typography>
        <FormAlert message={failure} />
        <Box>
          {weekdays().map((day, weekday) => (
            <HoursDay key={day} form={form} day={day} weekday={weekday} />
          ))}
        </Box>
        <SaveBar
          isDirty={form.formState.isDirty}
          isPending={form.formState.isSubmitting}
          isSaved={update.isSuccess}
        >
          {save}
        </SaveBar>
      </Box>
    </Panel>
  );
}

const cityOf = (timeZone = "Europe/London"): string =>
  timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
