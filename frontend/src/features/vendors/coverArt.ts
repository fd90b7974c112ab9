import {
  Beef,
  Bike,
  Blocks,
  BookOpen,
  Carrot,
  Coffee,
  Croissant,
  Drill,
  Dumbbell,
  Fish,
  Flower2,
  Footprints,
  Gift,
  Hammer,
  HeartPulse,
  Laptop,
  type LucideIcon,
  Milk,
  PawPrint,
  Pill,
  Pizza,
  Scissors,
  Shirt,
  ShoppingBasket,
  Sofa,
  Sparkles,
  Sprout,
  Store,
  Utensils,
  Wine,
} from "lucide-react";

interface Kind {
  words: RegExp;
  icon: LucideIcon;
  ground: Ground;
}

type Ground = keyof typeof GROUNDS;

/** Pairs of colours on which white line art stands out, in light and in dark. */
const GROUNDS = {
  crust: [
    ["#C77B2B", "#8C3F1C"],
    ["#B9672F", "#6E2F22"],
    ["#D08F36", "#96501D"],
  ],
  leaf: [
    ["#2F9E5C", "#0F5A44"],
    ["#5B9A3C", "#1E6246"],
    ["#27AE60", "#14655A"],
  ],
  rose: [
    ["#C45B76", "#6E2B57"],
    ["#B65A8A", "#5A2D63"],
    ["#CF6A5E", "#82304B"],
  ],
  sea: [
    ["#2A86A8", "#17476F"],
    ["#2C9A99", "#155066"],
    ["#4477B8", "#263B73"],
  ],
  dusk: [
    ["#7A63B8", "#3B3274"],
    ["#6A5ACD", "#2F3C73"],
    ["#8A6BB0", "#47306B"],
  ],
} as const;

/** The first that fits counts, so the special stand before the general. */
const KINDS: Kind[] = [
  { words: /bak|bread|pastr|cake/, icon: Croissant, ground: "crust" },
  { words: /caf|coffee|tea/, icon: Coffee, ground: "crust" },
  { words: /pizza/, icon: Pizza, ground: "rose" },
  { words: /butcher|meat/, icon: Beef, ground: "rose" },
  { words: /fish/, icon: Fish, ground: "sea" },
  { words: /chees|dairy/, icon: Milk, ground: "crust" },
  { words: /wine|drink|beer/, icon: Wine, ground: "dusk" },
  { words: /green|fruit|veg|farm/, icon: Carrot, ground: "leaf" },
  { words: /groc|market|deli|super/, icon: ShoppingBasket, ground: "leaf" },
  { words: /restaurant|food|kitchen|meal|take/, icon: Utensils, ground: "rose" },
  { words: /flor|flower/, icon: Flower2, ground: "rose" },
  { words: /plant|garden/, icon: Sprout, ground: "leaf" },
  { words: /pharm|chem|drug/, icon: Pill, ground: "sea" },
  { words: /health|medic/, icon: HeartPulse, ground: "sea" },
  { words: /book|station|paper/, icon: BookOpen, ground: "dusk" },
  { words: /pet|animal/, icon: PawPrint, ground: "leaf" },
  { words: /shoe/, icon: Footprints, ground: "dusk" },
  { words: /tailor|sew/, icon: Scissors, ground: "rose" },
  { words: /cloth|fashion|wear/, icon: Shirt, ground: "dusk" },
  { words: /bike|bicycle|cycl/, icon: Bike, ground: "sea" },
  { words: /repair|auto|car/, icon: Drill, ground: "sea" },
  { words: /electr|comput|phone|tech/, icon: Laptop, ground: "sea" },
  { words: /home|furni|bed|house/, icon: Sofa, ground: "crust" },
  { words: /hardware|tool|diy|construct/, icon: Hammer, ground: "crust" },
  { words: /beaut|hair|perfume|cosm/, icon: Sparkles, ground: "rose" },
  { words: /sport|leisure|gym/, icon: Dumbbell, ground: "leaf" },
  { words: /toy|bab|kid/, icon: Blocks, ground: "dusk" },
  { words: /gift|craft|watch/, icon: Gift, ground: "dusk" },
];

export interface CoverArt {
  from: string;
  to: string;
  angle: number;
  /** Where the light falls, in percent. */
  x: number;
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
  const kind = KINDS.find(({ words }) => words.test(category.toLowerCase()));
  const ground = GROUNDS[kind?.ground ?? "leaf"];
  const [from, to] = ground[seed % ground.length] ?? ground[0];
  return {
    from,
    to,
    angle: 110 + ((seed >>> 4) % 60),
    x: 10 + ((seed >>> 8) % 50),
    icon: kind?.icon ?? Store,
  };
}
