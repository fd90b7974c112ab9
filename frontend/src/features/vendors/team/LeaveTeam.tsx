import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api, dataOf } from "@/api/client";
import { meQuery } from "@/api/me";
import { asProblem } from "@/api/problem";
import { ConfirmDialog } from "@/components/ConfirmDialog";

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
    mutationFn: () =>
      dataOf(api.DELETE("/api/v1/vendors/{slug}/members/{id}/", { params: { path: { slug, id } } })),
    onSuccess: async () => {
      await navigate("/", { replace: true });
      await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  return (
    <>
      <Button color="error" onClick={() => setAsking(true)}>
        Leave
      </Button>
      {asking && (
        <ConfirmDialog
          title="Leave this team?"
          hint="You lose access at once. To come back you have to be invited again."
          confirm="Leave"
          pending={leave.isPending}
          failure={leave.error && asProblem(leave.error).message}
          onConfirm={() => leave.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
