import { useShortcuts } from "@/lib/useShortcuts";
import type { BoardFilters } from "./boardFilters";

const cards = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("article[data-order]")];
const current = (): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>("article[data-order]") ?? null;

/** Walks over the orders as they stand on the screen; from nowhere, to the first. */
function step(by: 1 | -1): void {
  const all = cards();
  const at = all.indexOf(current() ?? document.body);
  const next = at < 0 ? all[0] : all[Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const press = (selector: string, within: ParentNode | null = current()): void =>
  within?.querySelector<HTMLElement>(selector)?.click();

interface Options {
  onFilter: (changes: Partial<BoardFilters>) => void;
  onHelp: () => void;
  onSelecting: () => void;
  onToggle: (uid: string) => void;
}

/** The board by hand on the keys; SHORTCUTS says what each does. */
export function useBoardShortcuts({ onFilter, onHelp, onSelecting, onToggle }: Options): void {
  useShortcuts({
    "?": onHelp,
    "/": () => document.getElementById("board-search")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    n: () => press("[data-shortcut=next]"),
    m: () => press("[aria-haspopup=menu]"),
    p: () => press("[data-shortcut=print]"),
    u: () => press("[data-shortcut=undo]", document),
    s: onSelecting,
    x: () => {
      const uid = current()?.dataset.order;
      if (uid) onToggle(uid);
    },
    b: () => onFilter({ layout: "board", show: "open" }),
    l: () => onFilter({ layout: "list", show: "open" }),
    f: () => onFilter({ show: "finished" }),
  });
}

export const SHORTCUTS = [
  ["j", "Next order"],
  ["k", "Previous order"],
  ["n", "Next step of this order"],
  ["m", "Its other moves"],
  ["p", "Its slip, to print"],
  ["u", "Undo the last move"],
  ["x", "Select this order"],
  ["s", "Select several, or stop it"],
  ["/", "Find an order"],
  ["b", "Board"],
  ["l", "List"],
  ["f", "Finished orders"],
  ["?", "This list"],
] as const;
