import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { t } from "@/lib/language/catalogue";
import type { Save } from "./useSave";

/** In sight below the header, wherever on the long page something was changed. */
const STAYS = { position: "sticky", top: 64, zIndex: 2 } as const;

/** How it stands with what was changed last: on its way, saved (and how to take it back), or not saved. */
export function SavedBar({ save }: { save: Save }) {
  if (save.problem) {
    return (
      <Alert
        severity="error"
        sx={STAYS}
        action={
          <Button color="inherit" onClick={save.retry}>
            {t("Try again")}
          </Button>
        }
      >
        {t("Not saved. {problem}", { problem: save.problem })}
      </Alert>
    );
  }
  return (
    <Box
      role="status"
      sx={{
        ...STAYS,
        display: "flex",
        flexWrap: "wrap",
        alignItems: "center",
        columnGap: 1,
        minHeight: 44,
        bgcolor: "background.default",
      }}
    >
      <Typography variant="body2" sx={{ color: "text.secondary", flex: "1 1 auto" }}>
        {said(save)}
      </Typography>
      {save.takeBack && (
        <Button size="small" onClick={save.takeBack} sx={{ minHeight: 44 }}>
          {t("Undo")}
        </Button>
      )}
    </Box>
  );
}

function said({ isSaving, saved }: Save): string {
  if (isSaving) return t("Saving…");
  return saved ? t("Saved. {saved}.", { saved }) : t("Every change is saved at once.");
}
