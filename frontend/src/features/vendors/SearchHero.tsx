import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import InputBase from "@mui/material/InputBase";
import Typography from "@mui/material/Typography";
import { Search } from "lucide-react";
import { type SubmitEvent, useState } from "react";

interface Props {
  search: string;
  onSearch: (search: string) => void;
}

/** One question, one box. */
export function SearchHero({ search, onSearch }: Props) {
  const [words, setWords] = useState(search);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onSearch(words.trim());
  };
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
        <Typography variant="h1" sx={{ maxWidth: 620, textWrap: "balance" }}>
          Local businesses, really checked.
        </Typography>
        <Typography sx={{ mt: 1.5, maxWidth: 560, color: "text.secondary", fontSize: { sm: "1.125rem" } }}>
          Order close to home and follow every step on a live page that nobody can rewrite.
        </Typography>
        <Box
          component="form"
          role="search"
          onSubmit={submit}
          sx={{
            mt: 3,
            maxWidth: 640,
            display: "flex",
            gap: 1,
            p: 0.75,
            pl: 2,
            alignItems: "center",
            borderRadius: 4,
            bgcolor: "background.paper",
            border: 1,
            borderColor: "divider",
            boxShadow: "0 10px 30px rgb(12 40 26 / 8%)",
            "&:focus-within": { borderColor: "primary.main" },
          }}
        >
          <Box aria-hidden sx={{ color: "text.secondary", lineHeight: 0 }}>
            <Search size={20} />
          </Box>
          <InputBase
            fullWidth
            type="search"
            placeholder="Bread, flowers, bike repair…"
            value={words}
            onChange={(event) => setWords(event.target.value)}
            slotProps={{ input: { "aria-label": "Search businesses", enterKeyHint: "search" } }}
            sx={{ minHeight: 44 }}
          />
          <Button type="submit" variant="contained">
            Search
          </Button>
        </Box>
      </Box>
    </Box>
  );
}
