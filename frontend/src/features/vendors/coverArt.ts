import type { Sign } from "./CoverSign";

interface Kind {
  words: RegExp;
  sign: Sign;
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
  { words: /bak|bread|pastr|cake/, sign: "Croissant", ground: "crust" },
  { words: /caf|coffee|tea/, sign: "Coffee", ground: "crust" },
  { words: /pizza/, sign: "Pizza", ground: "rose" },
  { words: /butcher|meat/, sign: "Beef", ground: "rose" },
  { words: /fish/, sign: "Fish", ground: "sea" },
  { words: /chees|dairy/, sign: "Milk", ground: "crust" },
  { words: /wine|drink|beer/, sign: "Wine", ground: "dusk" },
  { words: /green|fruit|veg|farm/, sign: "Carrot", ground: "leaf" },
  { words: /groc|market|deli|super/, sign: "ShoppingBasket", ground: "leaf" },
  { words: /restaurant|food|kitchen|meal|take/, sign: "Utensils", ground: "rose" },
  { words: /flor|flower/, sign: "Flower2", ground: "rose" },
  { words: /plant|garden/, sign: "Sprout", ground: "leaf" },
  { words: /pharm|chem|drug/, sign: "Pill", ground: "sea" },
  { words: /health|medic/, sign: "HeartPulse", ground: "sea" },
  { words: /book|station|paper/, sign: "BookOpen", ground: "dusk" },
  { words: /pet|animal/, sign: "PawPrint", ground: "leaf" },
  { words: /shoe/, sign: "Footprints", ground: "dusk" },
  { words: /tailor|sew/, sign: "Scissors", ground: "rose" },
  { words: /cloth|fashion|wear/, sign: "Shirt", ground: "dusk" },
  { words: /bike|bicycle|cycl/, sign: "Bike", ground: "sea" },
  { words: /repair|auto|car/, sign: "Drill", ground: "sea" },
  { words: /electr|comput|phone|tech/, sign: "Laptop", ground: "sea" },
  { words: /home|furni|bed|house/, sign: "Sofa", ground: "crust" },
  { words: /hardware|tool|diy|construct/, sign: "Hammer", ground: "crust" },
  { words: /beaut|hair|perfume|cosm/, sign: "Sparkles", ground: "rose" },
  { words: /sport|leisure|gym/, sign: "Dumbbell", ground: "leaf" },
  { words: /toy|bab|kid/, sign: "Blocks", ground: "dusk" },
  { words: /gift|craft|watch/, sign: "Gift", ground: "dusk" },
];

export interface CoverArt {
  from: string;
  to: string;
  angle: number;
  /** Where the light falls, in percent. */
  x: number;
  sign: Sign;
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
    sign: kind?.sign ?? "Store",
  };
}
