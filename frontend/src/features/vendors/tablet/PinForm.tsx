import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { wordsOf } from "@/api/problem";

interface Props {
  label: string;
  submit: string;
  hint?: string;
  onSubmit: (pin: string) => Promise<unknown>;
  onCancel: () => void;
}

const PIN = /^\d{4,8}$/;
const MOST_DIGITS = 8;

/** Four to eight digits that nobody beside the screen can read; empty again after each wrong try. */
export function PinForm({ label, submit, hint, onSubmit, onCancel }: Props) {
  const [pin, setPin] = useState("");
  const [isShort, setShort] = useState(false);
  const send = useMutation({ mutationFn: onSubmit, onError: () => setPin("") });
  const words = isShort ? "A PIN has 4 to 8 digits." : send.error && wordsOf(send.error);
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setShort(!PIN.test(pin));
        if (PIN.test(pin) && !send.isPending) send.mutate(pin);
      }}
      sx={{ display: "grid", gap: 2 }}
    >
      <TextField
        fullWidth
        required
        autoFocus
        type="password"
        label={label}
        value={pin}
        onChange={(event) => {
          setPin(event.target.value.replace(/\D/g, "").slice(0, MOST_DIGITS));
          setShort(false);
        }}
        error={Boolean(words)}
        helperText={words || hint}
        slotProps={{
          htmlInput: {
            inputMode: "numeric",
            // no password to be kept by a browser that others use
            autoComplete: "one-time-code",
            style: { letterSpacing: "0.4em", fontSize: "1.5rem" },
          },
          formHelperText: { role: words ? "alert" : undefined },
        }}
      />
      <Button type="submit" variant="contained" size="large" loading={send.isPending}>
        {submit}
      </Button>
      <Button onClick={onCancel}>Cancel</Button>
    </Box>
  );
}
