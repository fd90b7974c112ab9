import { Check, CircleDashed, type LucideIcon, Minus, TriangleAlert, X } from "lucide-react";
import { t } from "@/lib/language/catalogue";
import type { Status } from "@/lib/ledger";

interface Standing {
  word: string;
  icon: LucideIcon;
  ground: "brandSoft" | "accentSoft" | "errorSoft" | "neutralSoft";
}

/** How a verdict looks and what it is called. Never by colour alone. */
export const STANDING = (): Record<Status, Standing> => ({
  proven: { word: t("Proven"), icon: Check, ground: "brandSoft" },
  warning: { word: t("Take note"), icon: TriangleAlert, ground: "accentSoft" },
  not_proven: { word: t("Not proven"), icon: Minus, ground: "neutralSoft" },
  failed: { word: t("Failed"), icon: X, ground: "errorSoft" },
  not_checked: { word: t("Not checked"), icon: CircleDashed, ground: "neutralSoft" },
});
