import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api, dataOf } from "@/api/client";
import { meQuery } from "@/api/me";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { askedAgain } from "./agreement";

interface Props {
  slug: string;
  /** One's own row. */
  id: number;
}

/** Ends one's own membership. */
export function LeaveTeam({ slug, id }: Props) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const leave = useMutation({
    mutationFn: (end_checks: boolean) =>
      dataOf(
        api.DELETE("/api/v1/vendors/{slug}/members/{id}/", {
          params: { path: { slug, id }, query: { end_checks } },
        }),
      ),
    onSuccess: async () => {
      await navigate("/", { replace: true });
      await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  const { ends, hint, failure } = askedAgain(
    leave.error,
    "You lose access at once. To come back you have to be invited again.",
  );
  return (
    <>
      <Button color="error" onClick={() => setAsking(true)}>
        Leave
      </Button>
      {asking && (
        <ConfirmDialog
          title="Leave this team?"
          hint={hint}
          confirm={ends ? "Leave and end the check" : "Leave"}
          pending={leave.isPending}
          failure={failure}
          onConfirm={() => leave.mutate(ends)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
