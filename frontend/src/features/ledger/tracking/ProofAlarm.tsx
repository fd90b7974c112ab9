import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Download } from "lucide-react";
import type { Tracking } from "@/api/types";
import { AppLink } from "@/components/AppLink";
import { TAP } from "@/components/tap";
import { t } from "@/lib/language/catalogue";
import { wordsFor } from "@/lib/ledger";
import { saveFile } from "@/lib/saveFile";
import { LoudAlert } from "../LoudAlert";
import { failures } from "../result/rows";
import { mismatches } from "./shown";
import { isOfOtherLog, type Verification } from "./verification";

interface Props {
  tracking: Tracking;
  result: Verification | undefined;
}

/** What went wrong, one line each: which entry, which property, in plain words. */
function linesOf(tracking: Tracking, result: Verification): string[] {
  const { report } = result;
  return [
    ...failures(report).map((verdict) => {
      const { title, text } = wordsFor(verdict, report);
      return `${title}: ${text}`;
    }),
    ...mismatches(tracking, result).map(({ words }) => `${words}.`),
  ];
}

/** A check that failed says which entry, which point, and what to do. */
export function ProofAlarm({ tracking, result }: Props) {
  if (!result || isOfOtherLog(result)) return null;
  const lines = linesOf(tracking, result);
  if (lines.length === 0) return null;
  const title = result.report.ok
    ? t("This page shows something else than the log holds")
    : t("This record failed the check");
  return (
    <LoudAlert title={title}>
      <Box component="ul" sx={{ m: 0, pl: 2.25, display: "grid", gap: 0.5 }}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </Box>
      <Box component="p" sx={{ my: 1.5 }}>
        {t(
          "Do not rely on what stands here. Save the proof before anything changes, have somebody check it with other tools, and ask the business what it holds.",
        )}
      </Box>
      <Box sx={{ display: "flex", gap: 2, flexWrap: "wrap", alignItems: "center" }}>
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<Download size={18} aria-hidden />}
          sx={{ color: "inherit", borderColor: "currentColor" }}
          onClick={() => saveFile(`trusttrack-${tracking.reference}-evidence.json`, result.bundle)}
        >
          {t("Keep the evidence")}
        </Button>
        <AppLink to="/ledger#tools" color="inherit" underline="always" sx={TAP}>
          {t("Check it with other tools")}
        </AppLink>
      </Box>
    </LoudAlert>
  );
}
