import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import { asProblem } from "@/api/problem";
import { FormAlert } from "@/components/FormAlert";
import { t } from "@/lib/language/catalogue";
import { exactTime, shortDate } from "@/lib/time";
import { deletionQuery } from "./queries";

/** The account is going to be deleted, and how to keep it. */
export function KeepAccount({ dueAt }: { dueAt: string }) {
  const queryClient = useQueryClient();
  const keep = useMutation({
    mutationFn: () => api.DELETE("/api/v1/me/deletion/"),
    onSettled: () => queryClient.invalidateQueries({ queryKey: deletionQuery.queryKey }),
  });
  return (
    <Alert severity="warning" sx={{ borderRadius: 4, "& .MuiAlert-message": { flex: 1 } }}>
      <Typography component="h2" sx={{ fontWeight: 650 }} title={exactTime(dueAt)}>
        {t("Your account will be deleted on {date}", { date: shortDate(dueAt) })}
      </Typography>
      <Typography variant="body2" sx={{ mb: 2 }}>
        {t("You were signed out everywhere else. Until that day you can change your mind.")}
      </Typography>
      <Box sx={{ display: "grid", gap: 2, justifyItems: "start" }}>
        <FormAlert message={keep.error && asProblem(keep.error).message} />
        <Button variant="contained" loading={keep.isPending} onClick={() => keep.mutate()}>
          {t("Keep my account")}
        </Button>
      </Box>
    </Alert>
  );
}
