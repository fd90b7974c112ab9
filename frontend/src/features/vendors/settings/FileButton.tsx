import Button from "@mui/material/Button";
import { ImageUp } from "lucide-react";
import { type ChangeEvent, useRef } from "react";
import { COVER_TYPES } from "./cover";

/** A button like all others that opens the platform's own file picker. */
export function FileButton({ onFile }: { onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const choose = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const file = target.files?.[0];
    if (file) onFile(file);
    target.value = ""; // the same file can be chosen again
  };
  return (
    <>
      <Button variant="outlined" startIcon={<ImageUp size={18} />} onClick={() => input.current?.click()}>
        Choose a picture
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Cover picture"
        accept={COVER_TYPES.join(",")}
        onChange={choose}
      />
    </>
  );
}
