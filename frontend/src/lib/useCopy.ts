import { useState } from "react";

const SHOWN_MS = 2_500;

async function write(text: string): Promise<void> {
  // Without HTTPS there is no clipboard API; selecting and copying is what is left.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

/** Copies a text, and says for a moment that it did. */
export function useCopy(text: string) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await write(text);
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return { copied, copy: () => void copy().catch(() => undefined) };
}
