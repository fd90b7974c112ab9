import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Figure } from "@/components/Figure";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";
import { inDigits } from "@/lib/numbers";
import type { LedgerFigures } from "../types";
import { ageOf } from "./age";

interface Props {
  figures: LedgerFigures;
  /** When the figures were asked for, in ms. */
  asOf: number;
}

function newestCosignature({ witnesses }: LedgerFigures): string | null {
  const times = witnesses.flatMap(({ cosigned_at }) => cosigned_at ?? []);
  return times.sort().at(-1) ?? null;
}

function waiting({ queue_length, oldest_queued_seconds }: LedgerFigures): string {
  if (queue_length === 0) return t("None");
  const number = inDigits(queue_length);
  return oldest_queued_seconds >= 1
    ? t("{number}, since {seconds} s", { number, seconds: Math.ceil(oldest_queued_seconds) })
    : number;
}

/** The log as it is right now. Not announced: it changes every few seconds. */
export function LiveFigures({ figures, asOf }: Props) {
  const cosigned = newestCosignature(figures);
  const age = (iso: string | null): string => (iso ? ageOf(iso, asOf) : t("Not yet"));
  return (
    <Panel label={t("Right now")}>
      <Box
        component="dl"
        aria-live="off"
        sx={{
          m: 0,
          display: "grid",
          gap: 2.5,
          gridTemplateColumns: { xs: "1fr 1fr", sm: "repeat(4, 1fr)" },
        }}
      >
        <Figure name={t("Entries sealed")}>{inDigits(figures.tree_size)}</Figure>
        <Figure name={t("Waiting for a seal")}>{waiting(figures)}</Figure>
        <Figure name={t("Last signed")}>{age(figures.signed_at)}</Figure>
        <Figure name={t("Last cosigned")}>{age(cosigned)}</Figure>
      </Box>
      {figures.root === null && (
        <Typography variant="body2" sx={{ mt: 2.5, color: "text.secondary" }}>
          {t("Nothing is sealed yet. The first order will be the first entry.")}
        </Typography>
      )}
    </Panel>
  );
}
