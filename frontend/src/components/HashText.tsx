import Box from "@mui/material/Box";
import { CopyButton } from "./CopyButton";

interface Props {
  text: string;
  /** What it is, as in "the leaf hash". */
  what: string;
}

/** A long value that nobody reads but some compare: all of it, wrapping, with a way to copy it. */
export function HashText({ text, what }: Props) {
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 0.5, minWidth: 0 }}>
      <Box
        component="code"
        sx={{ fontSize: "0.8125rem", lineHeight: 1.5, overflowWrap: "anywhere", minWidth: 0 }}
      >
        {text}
      </Box>
      <CopyButton text={text} what={what} />
    </Box>
  );
}
