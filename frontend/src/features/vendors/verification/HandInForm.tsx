import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, dataOf } from "@/api/client";
import { wordsOf } from "@/api/problem";
import type { CheckKind, CheckStep } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { createAttemptKeys } from "@/lib/attemptKeys";
import { DocumentPicker } from "./DocumentPicker";
import { refreshChecks } from "./queries";

interface Props {
  slug: string;
  step: CheckStep;
  onHandedIn: (checkId: number, files: File[]) => void;
  onClose: () => void;
}

/** What a check asks for: a few words, the number in the register, and the documents, which are sent right after. */
export function HandInForm({ slug, step, onHandedIn, onClose }: Props) {
  const queryClient = useQueryClient();
  const [keyFor] = useState(() => createAttemptKeys());
  const [files, setFiles] = useState<File[]>([]);
  const [words, setWords] = useState("");
  const [number, setNumber] = useState("");
  const isRegistration = step.check === "business_registration";
  const handIn = useMutation({
    mutationFn: () => {
      const body = bodyOf(step.check, words, number, files);
      const params = { path: { slug }, header: { "Idempotency-Key": keyFor(body) } };
      return dataOf(api.POST("/api/v1/vendors/{slug}/checks/", { params, body }));
    },
    onSuccess: async ({ id }) => {
      await refreshChecks(queryClient, slug);
      onHandedIn(id, files);
    },
  });
  const isEmpty = files.length === 0 && !words.trim() && !number.trim();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isEmpty) handIn.mutate();
  };
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: "grid", gap: 2 }}>
      <FormAlert message={handIn.error && wordsOf(handIn.error)} />
      {isRegistration && (
        <TextField
          label="Company number (where you have one)"
          value={number}
          onChange={(event) => setNumber(event.target.value)}
          helperText="We look it up in the register of companies."
          slotProps={{ htmlInput: { maxLength: 20, autoComplete: "off", autoCapitalize: "characters" } }}
        />
      )}
      <DocumentPicker
        label={step.label}
        disabled={handIn.isPending}
        onFiles={(more) => setFiles((known) => [...known, ...more].slice(0, 8))}
      />
      {files.length > 0 && (
        <Typography variant="body2" sx={{ overflowWrap: "anywhere" }}>
          {files.map(({ name }) => name).join(", ")}{" "}
          <Button size="small" onClick={() => setFiles([])}>
            Clear
          </Button>
        </Typography>
      )}
      <TextField
        label="Anything we should know (optional)"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        multiline
        minRows={2}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
      <Box sx={{ display: "flex", gap: 1, flexWrap: "wrap" }}>
        <Button type="submit" variant="contained" disabled={isEmpty} loading={handIn.isPending}>
          Hand in
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </Box>
    </Box>
  );
}

const bodyOf = (check: CheckKind, words: string, number: string, files: File[]) => ({
  check,
  evidence: words.trim() || (files.length > 0 ? "See the documents." : "See the company register."),
  ...(number.trim() ? { register_number: number.trim() } : {}),
});
