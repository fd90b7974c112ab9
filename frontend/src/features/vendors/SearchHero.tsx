import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { t } from "@/lib/language/catalogue";
import { SearchBox } from "./SearchBox";
import type { ChangeFilters } from "./useVendorFilters";

interface Props {
  search: string;
  onChange: ChangeFilters;
  title?: string;
  lead?: string;
}

/** One question, one box. */
export function SearchHero({
  search,
  onChange,
  title = t("Local businesses, really checked."),
  lead = t("Order close to home and follow every step on a live page that nobody can rewrite."),
}: Props) {
  return (
    <Box
      sx={{
        background:
          "radial-gradient(90% 140% at 85% -20%, var(--mui-palette-accentSoft-main), transparent 60%), linear-gradient(180deg, var(--mui-palette-brandSoft-main), transparent)",
        px: { xs: 2, sm: 3 },
        pt: { xs: 5, sm: 8 },
        pb: { xs: 3, sm: 4 },
      }}
    >
      <Box sx={{ maxWidth: 1152, mx: "auto" }}>
        <Typography variant="h1" sx={{ maxWidth: 620, textWrap: "balance", overflowWrap: "anywhere" }}>
          {title}
        </Typography>
        <Typography sx={{ mt: 1.5, maxWidth: 560, color: "text.secondary", fontSize: { sm: "1.125rem" } }}>
          {lead}
        </Typography>
        {/* The key starts the box afresh when the address brings other words, as on "back". */}
        <SearchBox key={search} search={search} onChange={onChange} />
      </Box>
    </Box>
  );
}
