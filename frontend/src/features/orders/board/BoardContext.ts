import { createContext, useContext } from "react";
import type { Obstacle } from "@/lib/deviceQueue";
import type { BoardOrder, Followable } from "./groups";
import type { Make } from "./useMoves";

/** What every card and row of the board shares. */
export interface BoardTools {
  move: Make;
  table: readonly Followable[];
  fresh: ReadonlySet<string>;
  obstacle: Obstacle | null;
  selecting: boolean;
  selected: ReadonlySet<string>;
  toggle: (uid: string) => void;
  print: (order: BoardOrder["order"]) => void;
}

const NOTHING: BoardTools = {
  move: () => undefined,
  table: [],
  fresh: new Set(),
  obstacle: null,
  selecting: false,
  selected: new Set(),
  toggle: () => undefined,
  print: () => undefined,
};

const Context = createContext<BoardTools>(NOTHING);
export const BoardProvider = Context.Provider;
export const useBoard = (): BoardTools => useContext(Context);
