import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Handshake, House } from "lucide-react";
import { Panel } from "@/components/Panel";
import { plural, t } from "@/lib/language/catalogue";
import type { LedgerFigures, LedgerWitness } from "../types";
import { ageOf } from "./age";

interface Props {
  figures: LedgerFigures;
  asOf: number;
}

function inShort({ witnesses, quorum }: LedgerFigures): string {
  const independent = witnesses.filter(({ is_independent }) => is_independent).length;
  if (witnesses.length === 0)
    return t("Not independently witnessed: nobody but us has seen this log grow yet.");
  if (independent === 0) {
    return plural(
      "Not independently witnessed: the only witness is run by TrustTrack itself. That shows how witnessing works, and proves nothing against us.",
      "Not independently witnessed: the only witnesses are run by TrustTrack itself. That shows how witnessing works, and proves nothing against us.",
      witnesses.length,
    );
  }
  const asked =
    quorum === "none"
      ? t("No number of them is required yet.")
      : t("A reader’s program asks for {quorum}.", { quorum });
  return t("{independent} of {count} witnesses are run by others. {asked}", {
    independent,
    count: witnesses.length,
    asked,
  });
}

/** Who else has seen the log grow, and whether that is worth anything. */
export function Witnesses({ figures, asOf }: Props) {
  return (
    <Panel title={t("Witnesses")}>
      <Typography sx={{ mb: figures.witnesses.length ? 2 : 0 }}>{inShort(figures)}</Typography>
      <Box component="ul" sx={{ listStyle: "none", p: 0, m: 0, display: "grid", gap: 2 }}>
        {figures.witnesses.map((witness) => (
          <Witness key={witness.name} witness={witness} asOf={asOf} />
        ))}
      </Box>
    </Panel>
  );
}

function Witness({ witness, asOf }: { witness: LedgerWitness; asOf: number }) {
  const { name, is_independent, cosigned_at, size } = witness;
  const Icon = is_independent ? Handshake : House;
  return (
    <Box component="li" sx={{ display: "flex", gap: 1.5, minWidth: 0 }}>
      <Box
        aria-hidden
        sx={{ lineHeight: 0, pt: 0.25, color: is_independent ? "primary.main" : "text.secondary" }}
      >
        <Icon size={22} />
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ fontWeight: 600, overflowWrap: "anywhere" }}>{name}</Typography>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {is_independent ? t("Independent of us") : t("Run by TrustTrack, not independent")}
          {" · "}
          {cosigned_at
            ? size === null
              ? t("cosigned {age}", { age: ageOf(cosigned_at, asOf) })
              : plural("cosigned {age}, at {count} entry", "cosigned {age}, at {count} entries", size, {
                  age: ageOf(cosigned_at, asOf),
                })
            : t("has not cosigned yet")}
        </Typography>
      </Box>
    </Box>
  );
}
