import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Handshake, House } from "lucide-react";
import { Panel } from "@/components/Panel";
import type { LedgerFigures, LedgerWitness } from "../types";
import { ageOf } from "./age";

interface Props {
  figures: LedgerFigures;
  asOf: number;
}

function inShort({ witnesses, quorum }: LedgerFigures): string {
  const independent = witnesses.filter(({ is_independent }) => is_independent).length;
  if (witnesses.length === 0) return "Not independently witnessed: nobody but us has seen this log grow yet.";
  if (independent === 0) {
    const alone = witnesses.length === 1;
    return `Not independently witnessed: the only ${alone ? "witness is" : "witnesses are"} run by TrustTrack itself. That shows how witnessing works, and proves nothing against us.`;
  }
  const asked =
    quorum === "none" ? "No number of them is required yet." : `A reader’s program asks for ${quorum}.`;
  return `${independent} of ${witnesses.length} witnesses are run by others. ${asked}`;
}

/** Who else has seen the log grow, and whether that is worth anything. */
export function Witnesses({ figures, asOf }: Props) {
  return (
    <Panel title="Witnesses">
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
          {is_independent ? "Independent of us" : "Run by TrustTrack, not independent"}
          {" · "}
          {cosigned_at
            ? `cosigned ${ageOf(cosigned_at, asOf)}${size === null ? "" : `, at ${size.toLocaleString()} entries`}`
            : "has not cosigned yet"}
        </Typography>
      </Box>
    </Box>
  );
}
