import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { Review } from "@/api/types";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { t } from "@/lib/language/catalogue";

export function WithdrawAnswer({ review, slug }: { review: Review; slug: string }) {
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const withdraw = useMutation({
    mutationFn: () =>
      dataOf(api.DELETE("/api/v1/reviews/{id}/response/", { params: { path: { id: review.id } } })),
    onSuccess: () => {
      setOpen(false);
      return queryClient.invalidateQueries({ queryKey: ["vendor", slug, "reviews"] });
    },
  });
  return (
    <>
      <Button
        size="small"
        color="inherit"
        onClick={() => setOpen(true)}
        aria-label={t("Withdraw the answer to the review of {author}", { author: review.author })}
        sx={{ minHeight: 44 }}
      >
        {t("Withdraw")}
      </Button>
      {open && (
        <ConfirmDialog
          title={t("Withdraw this answer?")}
          hint={t("Nobody can read it or its earlier versions any more. You can answer again later.")}
          confirm={t("Withdraw answer")}
          pending={withdraw.isPending}
          failure={withdraw.error && asProblem(withdraw.error).message}
          onConfirm={() => withdraw.mutate()}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
