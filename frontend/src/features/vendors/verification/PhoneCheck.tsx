import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { wordsOf } from "@/api/problem";
import { FormAlert } from "@/components/FormAlert";
import { OneCodeForm } from "@/components/OneCodeForm";
import { refreshChecks } from "./queries";

/** The one check that needs nobody: a code goes to the number on the profile, and comes back. */
export function PhoneCheck({ slug }: { slug: string }) {
  const queryClient = useQueryClient();
  const params = { path: { slug } };
  const ask = useMutation({
    mutationFn: () => dataOf(api.POST("/api/v1/vendors/{slug}/checks/phone/code/", { params })),
  });
  const confirm = (code: string) =>
    dataOf(api.POST("/api/v1/vendors/{slug}/checks/phone/confirm/", { params, body: { code } })).then(() =>
      refreshChecks(queryClient, slug),
    );
  return (
    <Box sx={{ display: "grid", gap: 2, justifyItems: "start" }}>
      <FormAlert message={ask.error && wordsOf(ask.error)} />
      {ask.data && (
        <Box sx={{ display: "grid", gap: 1, maxWidth: 360, width: "100%" }}>
          <Typography variant="body2" role="status" sx={{ color: "text.secondary" }}>
            We sent a code to {ask.data.phone}. It works for ten minutes.
          </Typography>
          <OneCodeForm
            label="Code from the message"
            submit="Confirm the number"
            digits={6}
            onSubmit={confirm}
            autoFocus
          />
        </Box>
      )}
      <Button variant={ask.data ? "text" : "contained"} loading={ask.isPending} onClick={() => ask.mutate()}>
        {ask.data ? "Send another code" : "Send me a code"}
      </Button>
    </Box>
  );
}
