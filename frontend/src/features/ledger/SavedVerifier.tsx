import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Download } from "lucide-react";
import { HashText } from "@/components/HashText";
import { t } from "@/lib/language/catalogue";
import type { LedgerFigures } from "./types";

const WHERE = "/static/verifier.html";

interface Props {
  /** Undefined while it is not known. */
  verifier: LedgerFigures["verifier"] | undefined;
}

/** The verifier as one file: kept today, it cannot be changed by us tomorrow. */
export function SavedVerifier({ verifier }: Props) {
  if (verifier === null) return <span>{t("The verifier as one file is not published here.")}</span>;
  return (
    <Box sx={{ display: "grid", gap: 1, minWidth: 0 }}>
      <span>
        {t(
          "The whole verifier in one file that needs no connection. What you keep today we cannot change tomorrow; its fingerprint is in the log as well.",
        )}
      </span>
      <div>
        <Button
          href={verifier?.url ?? WHERE}
          download="trusttrack-verifier.html"
          variant="outlined"
          startIcon={<Download size={18} aria-hidden />}
        >
          {t("Download the verifier")}
        </Button>
      </div>
      {verifier?.sha256 && (
        <Box sx={{ minWidth: 0 }}>
          <Box component="span" sx={{ color: "text.secondary", fontSize: "0.875rem" }}>
            {t("Its SHA-256")}
          </Box>
          <HashText text={verifier.sha256} what={t("the fingerprint of the verifier")} />
        </Box>
      )}
    </Box>
  );
}
