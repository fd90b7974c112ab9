import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearchParams } from "react-router";
import { wordsOf } from "@/api/problem";
import type { Me } from "@/api/types";
import { ActionAlert } from "@/components/ActionAlert";
import { FormAlert } from "@/components/FormAlert";
import { t } from "@/lib/language/catalogue";
import { signOut } from "../auth";

/** The admin sends those here whose sign-in is older than their second factor: it has to be proved once. */
export function SignInAgain({ me }: { me: Me }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const again = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      queryClient.clear();
      await navigate(`/sign-in?next=${encodeURIComponent(params.get("next") ?? "/")}`);
    },
  });
  if (params.get("needs") !== "second_factor" || !me.second_factor.enabled) return null;
  return (
    <ActionAlert
      severity="info"
      title={t("Sign in with your second factor")}
      action={
        <Button variant="contained" loading={again.isPending} onClick={() => again.mutate()}>
          {t("Sign in again")}
        </Button>
      }
    >
      {t("The page that you opened wants to see it, and you signed in without.")}
      <FormAlert message={again.error && wordsOf(again.error)} />
    </ActionAlert>
  );
}
