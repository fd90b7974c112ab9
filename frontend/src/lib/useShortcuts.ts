import { useEffect, useRef } from "react";
import { browserStorage } from "./browserStorage";

const OFF = "tt-shortcuts-off";

/** Single keys can be in the way of speech input and slips of the hand; who wants none has none (WCAG 2.1.4). */
export const shortcutsAreOn = (): boolean => browserStorage.getItem(OFF) !== "1";
export const turnShortcuts = (on: boolean): void => browserStorage.setItem(OFF, on ? "0" : "1");

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button])"));

/** Single keys, by what they write. Not while somebody types, with Ctrl, Alt or Cmd held, or where a dialog or menu is open. */
export function useShortcuts(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const act = latest.current[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || !shortcutsAreOn()) return;
      if (document.querySelector("[role=dialog], [role=menu]")) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
