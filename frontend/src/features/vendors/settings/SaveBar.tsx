import Box from "@mui/material/Box";
import Button from "@mui/material/Button";

interface Props {
  isDirty: boolean;
  isPending: boolean;
  isSaved: boolean;
  children: string;
}

/** The end of a form that stays open: it can be saved once something changed, and says that it was. */
export function SaveBar({ isDirty, isPending, isSaved, children }: Props) {
  return (
    <Box sx={{ display: "flex", gap: 2, alignItems: "center", flexWrap: "wrap" }}>
      <Button type="submit" variant="contained" disabled={!isDirty} loading={isPending}>
        {children}
      </Button>
      <Box role="status" sx={{ color: "text.secondary" }}>
        {isSaved && !isDirty && "Saved."}
      </Box>
    </Box>
  );
}
