import { PROPERTIES, type Property, type Status, type Verdict } from "./types";

/** A verdict before it is known which property it is on. */
export type Judgement = Omit<Verdict, "property">;

const judge = (status: Status, code: string, entry: number | null): Judgement => ({ status, code, entry });

export const PROVEN = judge("proven", "", null);
export const NOT_CHECKED = judge("not_checked", "", null);
export const failed = (code: string, entry: number | null = null): Judgement => judge("failed", code, entry);
export const warning = (code: string, entry: number | null = null): Judgement =>
  judge("warning", code, entry);
export const notProven = (code: string, entry: number | null = null): Judgement =>
  judge("not_proven", code, entry);

/** One verdict for each property in its order; those that are not given were not checked. */
export const verdictsOf = (judged: Partial<Record<Property, Judgement>>): Verdict[] =>
  PROPERTIES.map((property) => ({ property, ...(judged[property] ?? NOT_CHECKED) }));
