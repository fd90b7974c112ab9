import {
  Apple,
  BookOpen,
  Coffee,
  Croissant,
  Dumbbell,
  Flower2,
  Gift,
  Hammer,
  HeartPulse,
  Laptop,
  type LucideIcon,
  PawPrint,
  Pill,
  Shirt,
  ShoppingBasket,
  Sofa,
  Sparkles,
  Store,
  Utensils,
  Wrench,
} from "lucide-react";

const ICONS: [RegExp, LucideIcon][] = [
  [/bak|bread|pastr|cake/, Croissant],
  [/caf|coffee|tea/, Coffee],
  [/groc|market|deli|super/, ShoppingBasket],
  [/green|fruit|veg|farm/, Apple],
  [/restaurant|food|kitchen|pizza|meal|take/, Utensils],
  [/flor|flower|plant|garden/, Flower2],
  [/pharm|chem|drug/, Pill],
  [/health|medic/, HeartPulse],
  [/book|station|paper/, BookOpen],
  [/pet|animal/, PawPrint],
  [/cloth|fashion|wear|shoe|tailor/, Shirt],
  [/electr|comput|phone|tech/, Laptop],
  [/home|furni|bed|house/, Sofa],
  [/repair|bike|auto|car/, Wrench],
  [/hardware|tool|diy|construct/, Hammer],
  [/beaut|hair|perfume|cosm/, Sparkles],
  [/sport|leisure|gym/, Dumbbell],
  [/gift|toy|craft|watch/, Gift],
];

/** Deep pairs of colours on which white line art stands out, in light and in dark. */
const GROUNDS = [
  ["#1F8A4F", "#0E4D3A"],
  ["#2A9D6B", "#14556B"],
  ["#C9852B", "#8A3F1D"],
  ["#3C8D5A", "#7A8B2E"],
  ["#256D85", "#123B5D"],
  ["#B65A3C", "#6E2B3F"],
  ["#5B7F3A", "#1E5A46"],
  ["#8A6BB0", "#3F3A78"],
] as const;

export interface CoverArt {
  from: string;
  to: string;
  angle: number;
  x: number;
  y: number;
  icon: LucideIcon;
}

function hash(text: string): number {
  let value = 2166136261;
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 16777619);
  return value >>> 0;
}

/** A picture for a vendor without one: always the same for the same slug. */
export function coverArt(slug: string, category: string): CoverArt {
  const seed = hash(slug);
  const [from, to] = GROUNDS[seed % GROUNDS.length] ?? GROUNDS[0];
  const icon = ICONS.find(([pattern]) => pattern.test(category.toLowerCase()))?.[1] ?? Store;
  return {
    from,
    to,
    angle: 100 + (seed % 80),
    x: 10 + ((seed >>> 8) % 40),
    y: 10 + ((seed >>> 16) % 70),
    icon,
  };
}
