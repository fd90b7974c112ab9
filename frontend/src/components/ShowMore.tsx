import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { t } from "@/lib/language/catalogue";

interface Props {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

export function ShowMore({ query }: Props) {
  if (!query.hasNextPage) return null;
  return (
    <Box sx={{ textAlign: "center", mt: 4 }}>
      <Button
        variant="outlined"
        loading={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
      >
        {t("Show more")}
      </Button>
    </Box>
  );
}
