import Alert from "@mui/material/Alert";
import AlertTitle from "@mui/material/AlertTitle";
import Box from "@mui/material/Box";
import { useEffect, useRef } from "react";
import type { FieldErrors, FieldValues } from "react-hook-form";
import { t } from "@/lib/language/catalogue";

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

const fieldOf = (path: string): HTMLElement | null => document.getElementById(`field-${path}`);

/** In the order in which the reader meets the fields. */
function inOrder(found: Found[]): Found[] {
  return [...found].sort((one, other) => {
    const [first, second] = [fieldOf(one.path), fieldOf(other.path)];
    if (!first || !second) return 0;
    return first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
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
  const found = inOrder(complaintsOf(errors));
  const isShown = attempt > 0 && found.length > 0;
  // The complaints come a moment after the attempt that they are of; each attempt takes the focus once.
  const served = useRef(0);
  useEffect(() => {
    if (!isShown || served.current === attempt) return;
    served.current = attempt;
    box.current?.focus();
  }, [attempt, isShown]);
  if (!isShown) return null;
  return (
    <Alert ref={box} severity="error" tabIndex={-1} sx={{ borderRadius: 3 }}>
      <AlertTitle component="h2" sx={{ fontWeight: 650 }}>
        {found.length === 1
          ? t("One thing needs changing")
          : t("{count} things need changing", { count: found.length })}
      </AlertTitle>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {found.map(({ path, words }) => (
          <li key={path}>
            <Box
              component="a"
              href={`#field-${path}`}
              onClick={(event) => {
                event.preventDefault();
                fieldOf(path)?.focus();
              }}
              sx={{ color: "inherit", display: "inline-flex", alignItems: "center", minHeight: 44 }}
            >
              {words}
            </Box>
          </li>
        ))}
      </Box>
    </Alert>
  );
}
