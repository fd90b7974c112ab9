import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { asProblem } from "./problem";

/** "/contact/phone" → "contact.phone": the server points, the form has paths. */
export const pathOf = (pointer: string): string =>
  pointer
    .replace(/^#?\//, "")
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .join(".");

/**
 * Puts each of the server's complaints beside its field. What points at no field of this form is returned, for the top
 * of the form, so that nothing the server said is lost.
 */
export function showProblem<T extends FieldValues>(
  form: UseFormReturn<T>,
  error: unknown,
  fields: readonly Path<T>[],
): string | null {
  const problem = asProblem(error);
  const elsewhere: string[] = [];
  let placed = 0;
  for (const { pointer, detail } of problem.fields) {
    const path = fields.find((field) => field === pathOf(pointer));
    if (path) {
      form.setError(path, { type: "server", message: detail }, { shouldFocus: placed === 0 });
      placed += 1;
    } else elsewhere.push(detail);
  }
  if (elsewhere.length) return elsewhere.join(" ");
  return placed ? null : problem.message;
}
