import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import { Check, Copy } from "lucide-react";
import { t } from "@/lib/language/catalogue";
import { useCopy } from "@/lib/useCopy";
import { VISUALLY_HIDDEN } from "./hidden";

interface Props {
  text: string;
  /** What is copied, as in "Copy the leaf hash". */
  what: string;
}

export function CopyButton({ text, what }: Props) {
  const { copied, copy } = useCopy(text);
  return (
    <>
      <IconButton aria-label={t("Copy {what}", { what })} onClick={copy} sx={{ flexShrink: 0 }}>
        {copied ? <Check size={18} /> : <Copy size={18} />}
      </IconButton>
      <Box component="span" role="status" sx={VISUALLY_HIDDEN}>
        {copied ? t("Copied") : ""}
      </Box>
    </>
  );
}
