import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { Order, Transition } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { ReasonDialog } from "@/components/ReasonDialog";
import { cancelOfferedAt } from "@/components/timers";
import { t } from "@/lib/language/catalogue";
import { CancelOffer } from "./CancelOffer";

/** The customer's own two moves, each while the API offers it. */
export function CustomerActions({ order }: { order: Order }) {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const offered = (to: string): Transition | undefined =>
    order.allowed_transitions.find((each) => each.to === to);
  const settle = () => queryClient.invalidateQueries({ queryKey: ["order", order.uid] });
  const path = { path: { uid: order.uid } };
  const cancel = useMutation({
    mutationFn: (reason: string) =>
      dataOf(api.POST("/api/v1/orders/{uid}/cancel/", { params: path, body: { reason } })),
    onSettled: settle,
  });
  const confirm = useMutation({
    mutationFn: () => dataOf(api.POST("/api/v1/orders/{uid}/confirm-receipt/", { params: path, body: {} })),
    onSettled: settle,
  });
  const failed = cancel.error ?? confirm.error;
  if (!offered("cancelled") && !offered("completed") && !failed) return null;
  const isOffered = offered("cancelled") !== undefined && cancelOfferedAt(order.timers) !== null;
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      {isOffered && (
        <CancelOffer order={order} isPending={cancel.isPending} onCancel={() => setAsking(true)} />
      )}
      <FormAlert message={failed ? asProblem(failed).message : null} />
      <Box sx={{ display: "flex", gap: 1.5, flexWrap: "wrap" }}>
        {offered("completed") && (
          <Button
            variant="contained"
            size="large"
            loading={confirm.isPending}
            onClick={() => confirm.mutate()}
          >
            {t("I have received it")}
          </Button>
        )}
        {offered("cancelled") && !isOffered && (
          <Button variant="outlined" color="error" loading={cancel.isPending} onClick={() => setAsking(true)}>
            {t("Cancel order")}
          </Button>
        )}
      </Box>
      {asking && (
        <ReasonDialog
          title={t("Cancel this order?")}
          hint={t("The shop reads your reason. A cancelled order cannot be taken up again.")}
          confirm={t("Cancel order")}
          onClose={() => setAsking(false)}
          onConfirm={(reason) => {
            setAsking(false);
            cancel.mutate(reason);
          }}
        />
      )}
    </Box>
  );
}
