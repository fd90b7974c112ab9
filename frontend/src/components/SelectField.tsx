import type { Control, FieldValues, Path } from "react-hook-form";
import { FormField } from "./FormField";

interface Props<T extends FieldValues> {
  control: Control<T>;
  name: Path<T>;
  label: string;
  options: readonly (readonly [value: string, text: string])[];
  helperText?: string;
  autoComplete?: string;
}

/** The platform's own picker as a field of a form. */
export function SelectField<T extends FieldValues>({ options, ...props }: Props<T>) {
  return (
    <FormField {...props} select slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </FormField>
  );
}
