import {
  Bike,
  CheckCheck,
  ChefHat,
  CircleDot,
  type LucideIcon,
  PackageCheck,
  PartyPopper,
  ThumbsUp,
  XCircle,
} from "lucide-react";

interface Tone {
  background: string;
  colour: string;
  icon: LucideIcon;
}

const tone = (
  name: "brandSoft" | "accentSoft" | "infoSoft" | "errorSoft" | "neutralSoft",
  icon: LucideIcon,
): Tone => ({
  background: `${name}.main`,
  colour: `${name}.contrastText`,
  icon,
});

const TONES: Record<string, Tone> = {
  placed: tone("infoSoft", CircleDot),
  accepted: tone("infoSoft", ThumbsUp),
  preparing: tone("accentSoft", ChefHat),
  ready_for_pickup: tone("brandSoft", PackageCheck),
  out_for_delivery: tone("brandSoft", Bike),
  delivered: tone("brandSoft", CheckCheck),
  completed: tone("brandSoft", PartyPopper),
  rejected: tone("errorSoft", XCircle),
  cancelled: tone("errorSoft", XCircle),
};

const UNKNOWN = tone("neutralSoft", CircleDot);

export const statusTone = (status: string): Tone => TONES[status] ?? UNKNOWN;
