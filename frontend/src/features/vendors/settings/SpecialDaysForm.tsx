import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useFieldArray, useForm } from "react-hook-form";
import { showProblem } from "@/api/formProblems";
import type { VendorProfile } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { Panel } from "@/components/Panel";
import { SaveBar } from "./SaveBar";
import {
  MAX_SPECIAL_DAYS,
  type SpecialDaysValues,
  specialDaysBody,
  specialDaysSchema,
  specialDaysValues,
} from "./specialDaysForm";
import { useUpdateVendor } from "./useUpdateVendor";

const FIELDS = [
  ["day", "Day", "date"],
  ["opens", "Opens", "time"],
  ["closes", "Closes", "time"],
] as const;

/** Holidays, and other days that are not as their weekday is. */
export function SpecialDaysForm({ vendor }: { vendor: VendorProfile }) {
  const [failure, setFailure] = useState<string | null>(null);
  const update = useUpdateVendor(vendor.slug);
  const form = useForm<SpecialDaysValues>({
    resolver: zodResolver(specialDaysSchema),
    defaultValues: specialDaysValues(vendor.special_days),
  });
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "days" });
  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    await update
      .mutateAsync({ special_days: specialDaysBody(values) })
      .then((saved) => form.reset(specialDaysValues(saved.special_days)))
      .catch((error) => setFailure(showProblem(form, error, [])));
  });
  return (
    <Panel title="Special days">
      <Box component="form" noValidate onSubmit={submit} sx={{ display: "grid", gap: 2 }}>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          They go before the hours of the week. A day without times is closed.
        </Typography>
        <FormAlert message={failure} />
        {fields.map((each, index) => (
          <Box
            key={each.id}
            role="group"
            aria-label={`Special day ${index + 1}`}
            sx={{
              display: "grid",
              gap: 1,
              alignItems: "start",
              gridTemplateColumns: { xs: "1fr 1fr auto", sm: "1.4fr 1fr 1fr auto" },
            }}
          >
            {FIELDS.map(([name, label, type]) => (
              <FormField
                key={name}
                control={form.control}
                name={`days.${index}.${name}`}
                label={label}
                type={type}
                size="small"
                slotProps={{ inputLabel: { shrink: true } }}
                sx={{ minWidth: 0, gridColumn: name === "day" ? { xs: "1 / -1", sm: "auto" } : undefined }}
              />
            ))}
            <IconButton aria-label={`Remove special day ${index + 1}`} onClick={() => remove(index)}>
              <X size={18} />
            </IconButton>
          </Box>
        ))}
        <Box>
          <Button
            startIcon={<Plus size={18} />}
            disabled={fields.length >= MAX_SPECIAL_DAYS}
            onClick={() => append({ day: "", opens: "", closes: "" })}
          >
            Add a day
          </Button>
        </Box>
        <SaveBar
          isDirty={form.formState.isDirty}
          isPending={form.formState.isSubmitting}
          isSaved={update.isSuccess}
        >
          Save special days
        </SaveBar>
      </Box>
    </Panel>
  );
}
