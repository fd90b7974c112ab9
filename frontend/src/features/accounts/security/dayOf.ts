import { shortDate } from "@/lib/time";

/** allauth counts seconds. */
export const dayOf = (seconds: number): string => shortDate(new Date(seconds * 1000).toISOString());
