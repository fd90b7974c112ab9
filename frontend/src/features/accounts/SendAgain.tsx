import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation } from "@tanstack/react-query";
import { wordsOf } from "@/api/problem";
import { t } from "@/lib/language/catalogue";

interface Props {
  send: () => Promise<unknown>;
  label?: string;
}

/** For codes that did not arrive. */
export function SendAgain({ send, label = t("Send a new code") }: Props) {
  const again = useMutation({ mutationFn: send });
  return (
    <Box sx={{ display: "grid", justifyItems: "start" }}>
      <Button loading={again.isPending} onClick={() => again.mutate()} sx={{ ml: -2 }}>
        {label}
      </Button>
      <Box
        role="status"
        sx={{ fontSize: "0.875rem", color: again.isError ? "error.main" : "text.secondary" }}
      >
        {again.isSuccess && t("Sent. Only the newest code works.")}
        {again.isError && wordsOf(again.error)}
      </Box>
    </Box>
  );
}
