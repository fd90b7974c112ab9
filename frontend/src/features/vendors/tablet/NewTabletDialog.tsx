import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { wordsOf } from "@/api/problem";
import { FormAlert } from "@/components/FormAlert";
import { FormDialog } from "@/components/FormDialog";
import { NativeSelect } from "@/components/NativeSelect";

interface Props {
  slug: string;
  onLeave: () => Promise<unknown>;
  onClose: () => void;
}

const MINUTES = [
  ["2", "2 minutes"],
  ["5", "5 minutes"],
  ["10", "10 minutes"],
  ["30", "30 minutes"],
  ["60", "60 minutes"],
] as const;

/** Makes this browser a shared tablet: its person is signed out here, and the next thing it shows is "Who is working?". */
export function NewTabletDialog({ slug, onLeave, onClose }: Props) {
  const [name, setName] = useState("Counter");
  const [minutes, setMinutes] = useState("10");
  const make = useMutation({
    mutationFn: async () => {
      const body = { name: name.trim(), lock_minutes: Number(minutes) };
      await dataOf(api.POST("/api/v1/vendors/{slug}/tablets/", { params: { path: { slug } }, body }));
      // Only now: a refusal leaves all as it was. The server forgot this browser's push with its sign-in.
      await onLeave().catch(() => undefined);
    },
    // A new page: nothing of this account stays in memory for the next person at the screen.
    onSuccess: () => location.assign("/tablet"),
  });
  const isMissing = name.trim() === "";
  return (
    <FormDialog
      title="Make this device a shared tablet"
      hint="You are signed out here, and it opens by PIN alone. Sign in with your password on another device whenever you need the settings."
      onClose={onClose}
    >
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isMissing && !make.isPending) make.mutate();
        }}
        sx={{ display: "grid", gap: 2.5 }}
      >
        <FormAlert message={make.error && wordsOf(make.error)} />
        <TextField
          fullWidth
          required
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={isMissing}
          helperText={isMissing ? "Say which one it is" : "What your team calls it."}
          slotProps={{ htmlInput: { maxLength: 60, autoComplete: "off" } }}
        />
        <NativeSelect
          label="It locks when nobody touched it for"
          value={minutes}
          options={MINUTES}
          onChange={setMinutes}
        />
        <Button type="submit" variant="contained" loading={make.isPending}>
          Make it a shared tablet
        </Button>
      </Box>
    </FormDialog>
  );
}
