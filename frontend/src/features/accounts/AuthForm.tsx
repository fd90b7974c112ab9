import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { type ReactNode, useState } from "react";
import { type DefaultValues, type FieldValues, type Path, useForm } from "react-hook-form";
import type { ZodType } from "zod";
import { showProblem } from "@/api/formProblems";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { PasswordField } from "@/components/PasswordField";

export interface AuthFieldSpec<T> {
  name: Path<T>;
  label: string;
  type?: "text" | "email" | "tel" | "password";
  autoComplete: string;
  hint?: string;
  isOptional?: boolean;
}

interface Props<T extends FieldValues> {
  schema: ZodType<T, T>;
  defaults: DefaultValues<T>;
  fields: AuthFieldSpec<T>[];
  submit: string;
  onSubmit: (values: T) => Promise<void>;
  extra?: ReactNode;
}

/** All the small forms around an account: a few fields, one button, complaints beside their fields. */
export function AuthForm<T extends FieldValues>({
  schema,
  defaults,
  fields,
  submit,
  onSubmit,
  extra,
}: Props<T>) {
  const form = useForm<T>({ resolver: zodResolver(schema), defaultValues: defaults });
  const [failure, setFailure] = useState<string | null>(null);
  const run = form.handleSubmit(async (values) => {
    setFailure(null);
    try {
      await onSubmit(values as T);
    } catch (error) {
      setFailure(
        showProblem(
          form,
          error,
          fields.map((field) => field.name),
        ),
      );
    }
  });
  return (
    <Box component="form" noValidate onSubmit={run} sx={{ display: "grid", gap: 2.5 }}>
      <FormAlert message={failure} />
      {fields.map(({ hint, isOptional, ...field }) => {
        const Field = field.type === "password" ? PasswordField<T> : FormField<T>;
        return (
          <Field
            key={field.name}
            control={form.control}
            helperText={hint}
            required={!isOptional}
            {...field}
          />
        );
      })}
      {extra}
      <Button type="submit" variant="contained" size="large" loading={form.formState.isSubmitting}>
        {submit}
      </Button>
    </Box>
  );
}
