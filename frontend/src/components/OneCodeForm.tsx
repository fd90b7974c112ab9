import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { wordsOf } from "@/api/problem";
import { t } from "@/lib/language/catalogue";

interface Props {
  label: string;
  submit: string;
  onSubmit: (code: string) => Promise<unknown>;
  /** A code of this many digits is sent as soon as it is complete. */
  digits?: number;
  hint?: string;
  start?: string;
  autoFocus?: boolean;
  children?: ReactNode;
}

/** One code from an app, a message or a sheet of paper. */
export function OneCodeForm({
  label,
  submit,
  onSubmit,
  digits,
  hint,
  start = "",
  autoFocus,
  children,
}: Props) {
  const [code, setCode] = useState(start);
  const [isMissing, setMissing] = useState(false);
  const send = useMutation({
    mutationFn: onSubmit,
    onError: () => digits && setCode(""),
  });
  const type = (value: string): void => {
    const clean = digits ? value.replace(/\D/g, "").slice(0, digits) : value;
    setCode(clean);
    setMissing(false);
    if (digits && clean.length === digits && !send.isPending) send.mutate(clean);
  };
  const words = isMissing ? t("The code is missing.") : send.error && wordsOf(send.error);
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(!code.trim());
        if (code.trim() && !send.isPending) send.mutate(code.trim());
      }}
      sx={{ display: "grid", gap: 2 }}
    >
      <TextField
        fullWidth
        required
        autoFocus={autoFocus}
        label={label}
        value={code}
        onChange={(event) => type(event.target.value)}
        error={Boolean(words)}
        helperText={words ?? hint}
        slotProps={{
          htmlInput: {
            inputMode: digits ? "numeric" : "text",
            autoComplete: "one-time-code",
            autoCapitalize: digits ? "none" : "characters",
            spellCheck: false,
            maxLength: digits ? undefined : 64,
            style: digits ? { letterSpacing: "0.3em", fontVariantNumeric: "tabular-nums" } : undefined,
          },
          formHelperText: { role: words ? "alert" : undefined, sx: { overflowWrap: "anywhere" } },
        }}
      />
      {children}
      <Button type="submit" variant="contained" size="large" loading={send.isPending}>
        {submit}
      </Button>
    </Box>
  );
}
