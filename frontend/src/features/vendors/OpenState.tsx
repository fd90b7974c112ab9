import Box from "@mui/material/Box";
import { useNow } from "@/lib/useNow";
import { openingWords } from "./opening";

interface Props {
  vendor: { open_now: boolean; opening_changes_at: string | null; timezone?: string };
}

export function OpenState({ vendor }: Props) {
  const words = openingWords(vendor, useNow());
  const isOpen = words.startsWith("Open ") || words.startsWith("Closes");
  return (
    <Box
      component="span"
      sx={{ fontWeight: 600, fontSize: "0.875rem", color: isOpen ? "primary.main" : "text.secondary" }}
    >
      {words}
    </Box>
  );
}
