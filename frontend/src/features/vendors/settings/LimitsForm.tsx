import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { showProblem } from "@/api/formProblems";
import type { VendorProfile } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { Panel } from "@/components/Panel";
import {
  LIMIT_FIELDS,
  type Limits,
  type LimitsInput,
  limitsBody,
  limitsOf,
  limitsSchema,
} from "./limitsForm";
import { SaveBar } from "./SaveBar";
import { useUpdateVendor } from "./useUpdateVendor";

const FIELDS = [
  [
    "answer_minutes",
    "Minutes to answer a new order",
    "Then your managers and owners are told. Only opening hours count.",
  ],
  [
    "cancel_offer_minutes",
    "Minutes until cancelling is offered",
    "The customer is asked. Nothing is cancelled by itself.",
  ],
  [
    "pickup_hours",
    "Hours until a pick-up is reminded of",
    "You and the customer are told, and once more at the next opening.",
  ],
] as const;

/** How long orders may wait before somebody is told. */
export function LimitsForm({ vendor }: { vendor: VendorProfile }) {
  const [failure, setFailure] = useState<string | null>(null);
  const update = useUpdateVendor(vendor.slug);
  const form = useForm<LimitsInput, unknown, Limits>({
    resolver: zodResolver(limitsSchema),
    values: limitsOf(vendor),
    resetOptions: { keepDirtyValues: true },
  });
  const submit = form.handleSubmit(async (limits) => {
    setFailure(null);
    await update
      .mutateAsync(limitsBody(limits))
      .then((saved) => form.reset(limitsOf(saved)))
      .catch((error) => setFailure(showProblem(form, error, LIMIT_FIELDS)));
  });
  return (
    <Panel title="How long orders wait">
      <Box component="form" noValidate onSubmit={submit} sx={{ display: "grid", gap: 2.5 }}>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          Customers see these times on their order. A change counts for orders from then on.
        </Typography>
        <FormAlert message={failure} />
        {FIELDS.map(([name, label, help]) => (
          <FormField
            key={name}
            control={form.control}
            name={name}
            label={label}
            helperText={help}
            type="number"
            slotProps={{ htmlInput: { inputMode: "numeric" } }}
            required
          />
        ))}
        <SaveBar
          isDirty={form.formState.isDirty}
          isPending={form.formState.isSubmitting}
          isSaved={update.isSuccess}
        >
          Save times
        </SaveBar>
      </Box>
    </Panel>
  );
}
