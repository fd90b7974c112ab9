import Button from "@mui/material/Button";
import { FolderOpen } from "lucide-react";
import { type ChangeEvent, useRef } from "react";
import type { GivenFile } from "./checkFile";

interface Props {
  label: string;
  inputLabel: string;
  isPrimary?: boolean;
  onFile: (file: GivenFile) => void;
}

/** Opens the platform's own file picker and reads what was chosen. */
export function TextFileButton({ label, inputLabel, isPrimary = false, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = target.files?.[0];
    if (!file) return;
    const text = await file.text();
    target.value = ""; // the same file can be chosen again
    onFile({ name: file.name, text });
  };
  return (
    <>
      <Button
        variant={isPrimary ? "contained" : "outlined"}
        startIcon={<FolderOpen size={18} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={inputLabel}
        onChange={(event) => void choose(event)}
      />
    </>
  );
}
