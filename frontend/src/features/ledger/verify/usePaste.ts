import { useEffect, useRef } from "react";

const TYPED_IN = "input, textarea, [contenteditable]";

/** Calls back when something is pasted anywhere on the page but in a field. */
export function usePaste(onPaste: (data: DataTransfer) => void): void {
  const latest = useRef(onPaste);
  latest.current = onPaste;
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const inField = event.target instanceof Element && event.target.closest(TYPED_IN);
      if (event.clipboardData && !inField) latest.current(event.clipboardData);
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, []);
}
