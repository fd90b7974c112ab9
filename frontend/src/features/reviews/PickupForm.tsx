import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { PickupReason } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { ToggleChip } from "@/components/ToggleChip";
import { t } from "@/lib/language/catalogue";
import { PICKUP_REASONS } from "./pickupReasons";
import { StarInput } from "./StarInput";

interface Props {
  orderUid: string;
  onDone: () => void;
}

/** Stars and reasons from a closed list: no words about a person. */
export function PickupForm({ orderUid, onDone }: Props) {
  const queryClient = useQueryClient();
  const [rating, setRating] = useState(0);
  const [reasons, setReasons] = useState<PickupReason[]>([]);
  const send = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST("/api/v1/orders/{uid}/pickup-rating/", {
          params: { path: { uid: orderUid } },
          body: { rating, reasons },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["order", orderUid] }).then(onDone),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (rating > 0) send.mutate();
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ display: "grid", gap: 2 }}>
      <FormAlert message={send.error && asProblem(send.error).message} />
      <StarInput label={t("How did it go?")} name="pickup" value={rating} onChange={setRating} />
      <Box role="group" aria-label={t("Reasons")} sx={{ display: "flex", gap: 1, flexWrap: "wrap" }}>
        {PICKUP_REASONS().map(([reason, words]) => (
          <ToggleChip
            key={reason}
            pressed={reasons.includes(reason)}
            onChange={(on) =>
              setReasons((known) => (on ? [...known, reason] : known.filter((each) => each !== reason)))
            }
          >
            {words}
          </ToggleChip>
        ))}
      </Box>
      <Button type="submit" variant="contained" loading={send.isPending} disabled={rating === 0}>
        {t("Save rating")}
      </Button>
    </Box>
  );
}
