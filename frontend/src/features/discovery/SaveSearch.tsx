import Button from "@mui/material/Button";
import { Bookmark } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useMe } from "@/api/me";
import { t } from "@/lib/language/catalogue";

const SaveSearchDialog = lazy(() => import("./SaveSearchDialog"));

interface Props {
  /** The search as the address holds it. */
  query: string;
  suggestedName: string;
}

/** Keeps the search that is on the screen under a name. */
export function SaveSearch({ query, suggestedName }: Props) {
  const { data: me } = useMe();
  const [state, setState] = useState<"idle" | "naming" | "saved">("idle");
  if (!me || !query) return null;
  return (
    <>
      <Button startIcon={<Bookmark size={18} aria-hidden />} onClick={() => setState("naming")}>
        {state === "saved" ? t("Saved") : t("Save this search")}
      </Button>
      {state === "naming" && (
        <Suspense>
          <SaveSearchDialog
            query={query}
            suggestedName={suggestedName}
            onClose={() => setState("idle")}
            onSaved={() => setState("saved")}
          />
        </Suspense>
      )}
    </>
  );
}
