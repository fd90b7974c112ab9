import Alert from "@mui/material/Alert";
import AlertTitle from "@mui/material/AlertTitle";
import Box from "@mui/material/Box";
import { useEffect, useRef } from "react";
import type { FieldErrors, FieldValues } from "react-hook-form";

interface Found {
  path: string;
  words: string;
}

/** Every complaint of a form with the path of its field. */
export function complaintsOf(errors: object, before = ""): Found[] {
  return Object.entries(errors).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== "object" || value === null) return [];
    const path = before ? `${before}.${name}` : name;
    const { message } = value as { message?: unknown };
    if (typeof message === "string") return [{ path, words: message }];
    return "ref" in value ? [] : complaintsOf(value, path);
  });
}

interface Props<T extends FieldValues> {
  errors: FieldErrors<T>;
  /** How often the form was sent: the summary takes the focus each time that it was refused. */
  attempt: number;
}

/** What is wrong with a form, said once on top; each line leads to its field. */
export function ErrorSummary<T extends FieldValues>({ errors, attempt }: Props<T>) {
  const box = useRef<HTMLDivElement>(null);
  const found = complaintsOf(errors);
  // The number of the attempt is what makes it take the focus, not each letter typed since.
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  if (found.length === 0 || attempt === 0) return null;
  return (
    <Alert ref={box} severity="error" tabIndex={-1} sx={{ borderRadius: 3 }}>
      <AlertTitle component="h2" sx={{ fontWeight: 650 }}>
        {found.length === 1 ? "One thing needs changing" : `${found.length} things need changing`}
      </AlertTitle>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {found.map(({ path, words }) => (
          <li key={path}>
            <Box
              component="a"
              href={`#field-${path}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(`field-${path}`)?.focus();
              }}
              sx={{ color: "inherit", display: "inline-block", py: 1.25 }}
            >
              {words}
            </Box>
          </li>
        ))}
      </Box>
    </Alert>
  );
}
