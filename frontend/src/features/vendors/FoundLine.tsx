import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { Facets, FoundWords } from "@/api/types";
import type { ChangeFilters } from "./useVendorFilters";

interface Props {
  facets: Facets;
  words: FoundWords | null;
  onChange: ChangeFilters;
}

/** How many there are, heard too; and what was asked where a word was taken for a mistyped one. */
export function FoundLine({ facets, words, onChange }: Props) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box role="status" sx={{ color: "text.secondary" }}>
        {words?.is_corrected && (
          <Box sx={{ color: "text.primary", overflowWrap: "anywhere" }}>
            Showing results for <strong>{words.used}</strong>.
          </Box>
        )}
        {countWords(facets)}
      </Box>
      {words?.is_corrected && (
        <Button
          onClick={() => onChange({ as_typed: true })}
          sx={{ px: 0, overflowWrap: "anywhere", textAlign: "left" }}
        >
          Search instead for “{words.typed}”
        </Button>
      )}
    </Box>
  );
}

function countWords({ total, capped }: Facets): string {
  if (total === 0) return capped ? "None among those that we looked at." : "No business found.";
  if (capped) return `More than ${total - 1} businesses: we counted ${total} and stopped.`;
  return total === 1 ? "1 business" : `${total} businesses`;
}
