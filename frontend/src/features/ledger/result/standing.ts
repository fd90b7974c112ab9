import { Check, CircleDashed, type LucideIcon, Minus, TriangleAlert, X } from "lucide-react";
import type { Status } from "@/lib/ledger";

interface Standing {
  word: string;
  icon: LucideIcon;
  ground: "brandSoft" | "accentSoft" | "errorSoft" | "neutralSoft";
}

/** How a verdict looks and what it is called. Never by colour alone. */
export const STANDING: Record<Status, Standing> = {
  proven: { word: "Proven", icon: Check, ground: "brandSoft" },
  warning: { word: "Take note", icon: TriangleAlert, ground: "accentSoft" },
  not_proven: { word: "Not proven", icon: Minus, ground: "neutralSoft" },
  failed: { word: "Failed", icon: X, ground: "errorSoft" },
  not_checked: { word: "Not checked", icon: CircleDashed, ground: "neutralSoft" },
};
