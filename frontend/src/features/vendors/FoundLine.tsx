import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { Facets, FoundWords } from "@/api/types";
import { plural, t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
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
            {rich("Showing results for {strong}.", { strong: <strong>{words.used}</strong> })}
          </Box>
        )}
        {countWords(facets)}
      </Box>
      {words?.is_corrected && (
        <Button
          onClick={() => onChange({ as_typed: true })}
          sx={{ px: 0, overflowWrap: "anywhere", textAlign: "left" }}
        >
          {t("Search instead for “{typed}”", { typed: words.typed })}
        </Button>
      )}
    </Box>
  );
}

function countWords({ total, capped }: Facets): string {
  if (total === 0) return capped ? t("None among those that we looked at.") : t("No business found.");
  if (capped)
    return t("More than {fewer} businesses: we counted {total} and stopped.", { fewer: total - 1, total });
  return plural("{count} business", "{count} businesses", total);
}
