import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { Plus, X } from "lucide-react";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import { FormField } from "@/components/FormField";
import { type HoursValues, MAX_SPANS_A_DAY, NEW_SPAN } from "./hoursForm";

interface Props {
  form: UseFormReturn<HoursValues>;
  day: string;
  weekday: number;
}

/** On a phone the field itself opens the picker, and its sign would push the row over the edge. */
const TIME_FIELD = {
  minWidth: 0,
  "& input": { px: { xs: 1.25, sm: 1.75 } },
  "& input::-webkit-calendar-picker-indicator": { display: { xs: "none", sm: "block" } },
} as const;

export function HoursDay({ form, day, weekday }: Props) {
  const { control } = form;
  const { fields, append, remove } = useFieldArray({ control, name: `days.${weekday}.spans` });
  // What most days are like: the first hours of the day before.
  const proposal = () => form.getValues(`days.${weekday - 1}.spans.0`) ?? NEW_SPAN;
  return (
    <Box
      role="group"
      aria-label={day}
      sx={{
        py: 1.5,
        display: "grid",
        gap: 1,
        alignItems: "start",
        gridTemplateColumns: { xs: "1fr auto", sm: "120px 1fr auto" },
        "& + &": { borderTop: 1, borderColor: "divider" },
      }}
    >
      <Typography sx={{ fontWeight: 650, lineHeight: "44px" }}>{day}</Typography>
      <Box
        sx={{
          gridRow: { xs: fields.length ? 2 : 1, sm: 1 },
          gridColumn: { xs: "1 / -1", sm: 2 },
          display: "grid",
          gap: 1.5,
        }}
      >
        {fields.map((span, index) => (
          <Box key={span.id} sx={{ display: "flex", gap: { xs: 0.5, sm: 1 }, alignItems: "start" }}>
            <FormField
              control={control}
              name={`days.${weekday}.spans.${index}.opens`}
              label="Opens"
              type="time"
              size="small"
              slotProps={{ inputLabel: { shrink: true } }}
              sx={TIME_FIELD}
            />
            <FormField
              control={control}
              name={`days.${weekday}.spans.${index}.closes`}
              label="Closes"
              type="time"
              size="small"
              slotProps={{ inputLabel: { shrink: true } }}
              sx={TIME_FIELD}
            />
            <IconButton aria-label={`Remove hours ${index + 1} of ${day}`} onClick={() => remove(index)}>
              <X size={18} />
            </IconButton>
          </Box>
        ))}
        {fields.length === 0 && (
          <Typography
            sx={{ color: "text.secondary", lineHeight: "44px", textAlign: { xs: "right", sm: "left" } }}
          >
            Closed
          </Typography>
        )}
      </Box>
      <Button
        size="small"
        startIcon={<Plus size={18} />}
        aria-label={`Add hours on ${day}`}
        disabled={fields.length >= MAX_SPANS_A_DAY}
        onClick={() => append(fields.length ? { opens: "", closes: "" } : proposal())}
        sx={{ gridColumn: { sm: 3 } }}
      >
        Add
      </Button>
    </Box>
  );
}
