import { Check, Copy } from "lucide-react";
import type { ReactNode } from "react";
import { t } from "@/lib/language/catalogue";
import { useCopy } from "@/lib/useCopy";

interface Props {
  text: string;
  /** What it is, as in "the leaf hash". */
  what: string;
  /** How it is shown, where not as it is. */
  children?: ReactNode;
}

/** A long value that some compare: all of it, wrapping, with a way to copy it. Drawn without the component library. */
export function CopyText({ text, what, children = <code>{text}</code> }: Props) {
  const { copied, copy } = useCopy(text);
  return (
    <div className="code">
      {children}
      <button type="button" className="icon-button" aria-label={t("Copy {what}", { what })} onClick={copy}>
        {copied ? <Check size={18} aria-hidden="true" /> : <Copy size={18} aria-hidden="true" />}
      </button>
      <span className="hidden" role="status">
        {copied ? t("Copied") : ""}
      </span>
    </div>
  );
}
