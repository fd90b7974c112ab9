import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { OwnReview } from "@/api/types";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { t } from "@/lib/language/catalogue";

interface Props {
  review: OwnReview;
  orderUid: string;
  vendorSlug: string;
}

export function WithdrawReview({ review, orderUid, vendorSlug }: Props) {
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => dataOf(api.DELETE("/api/v1/reviews/{id}/", { params: { path: { id: review.id } } })),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ["order", orderUid] }),
        queryClient.invalidateQueries({ queryKey: ["vendor", vendorSlug] }),
      ]).then(() => setOpen(false)),
  });
  return (
    <>
      <Button color="inherit" onClick={() => setOpen(true)}>
        {t("Withdraw")}
      </Button>
      {open && (
        <ConfirmDialog
          title={t("Withdraw your review?")}
          hint={t(
            "It counts no more and nobody can read it, for good: this order cannot be reviewed again. That there was a review stays visible.",
          )}
          confirm={t("Withdraw review")}
          pending={withdraw.isPending}
          failure={withdraw.error && asProblem(withdraw.error).message}
          onConfirm={() => withdraw.mutate()}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
