import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Camera, FileUp } from "lucide-react";
import { type ChangeEvent, useRef } from "react";
import { DOCUMENT_TYPES } from "./documents";

interface Props {
  label: string;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
}

/** Files from the device, or a photo taken now: the camera opens by itself on a phone. */
export function DocumentPicker({ label, disabled, onFiles }: Props) {
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const choose = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const chosen = [...(target.files ?? [])];
    target.value = ""; // the same file can be chosen again
    if (chosen.length > 0) onFiles(chosen);
  };
  return (
    <Box sx={{ display: "flex", gap: 1, flexWrap: "wrap" }}>
      <Button
        variant="outlined"
        disabled={disabled}
        startIcon={<Camera size={18} />}
        onClick={() => camera.current?.click()}
      >
        Take a photo
      </Button>
      <Button
        variant="outlined"
        disabled={disabled}
        startIcon={<FileUp size={18} />}
        onClick={() => files.current?.click()}
      >
        Choose files
      </Button>
      <input
        ref={camera}
        type="file"
        hidden
        aria-label={`Photo: ${label}`}
        accept="image/*"
        capture="environment"
        onChange={choose}
      />
      <input
        ref={files}
        type="file"
        hidden
        multiple
        aria-label={`Files: ${label}`}
        accept={DOCUMENT_TYPES}
        onChange={choose}
      />
    </Box>
  );
}
