import TextField, { type TextFieldProps } from "@mui/material/TextField";
import { type Control, type FieldValues, type Path, useController } from "react-hook-form";

type Props<T extends FieldValues> = Omit<TextFieldProps, "name" | "error" | "defaultValue"> & {
  name: Path<T>;
  control: Control<T>;
};

/** A labelled input tied to its form, with the complaint (ours or the server's) right below it. */
export function FormField<T extends FieldValues>({ name, control, helperText, ...props }: Props<T>) {
  const { field, fieldState } = useController({ name, control });
  const { ref, ...rest } = field;
  return (
    <TextField
      fullWidth
      id={`field-${name}`}
      {...rest}
      {...props}
      value={field.value ?? ""}
      inputRef={ref}
      error={Boolean(fieldState.error)}
      helperText={fieldState.error?.message ?? helperText}
    />
  );
}
