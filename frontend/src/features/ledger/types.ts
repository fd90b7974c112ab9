import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type LedgerFigures = Schemas["LedgerFigures"];
export type LedgerWitness = Schemas["WitnessFigures"];

/** Names of the witnesses that somebody else than TrustTrack runs; null while that is not known. */
export const independentOf = (figures: LedgerFigures | undefined): ReadonlySet<string> | null =>
  figures
    ? new Set(figures.witnesses.filter(({ is_independent }) => is_independent).map(({ name }) => name))
    : null;
