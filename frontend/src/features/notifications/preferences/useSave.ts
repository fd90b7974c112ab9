import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { Preferences } from "@/api/types";
import { language, t } from "@/lib/language/catalogue";
import { chooseLanguage } from "@/lib/language/start";
import { bodyOf, type Change, changed, undone } from "./change";
import { preferencesQuery, savePreferences } from "./queries";

interface Made {
  change: Change;
  /** What it was, in words ("Digest by mail is on"). */
  words: string;
}

const SAVING = ["save-notification-preferences"];

/** Saves each change as it is made, one after the other, and knows how to take the last one back. */
export function useSave(preferences: Preferences) {
  const client = useQueryClient();
  const [undo, setUndo] = useState<Made | null>(null);
  const save = useMutation({
    mutationKey: SAVING,
    scope: { id: "notification-preferences" },
    mutationFn: ({ change }: Made) => {
      const now = client.getQueryData(preferencesQuery.queryKey) ?? preferences;
      return savePreferences(bodyOf(now, change));
    },
    onMutate: async ({ change }) => {
      await client.cancelQueries({ queryKey: preferencesQuery.queryKey });
      client.setQueryData(preferencesQuery.queryKey, (now) => now && changed(now, change));
    },
    onSuccess: (answer, { change }) => {
      if (change.language && change.language !== language()) chooseLanguage(change.language);
      // While more is on its way, what is on the screen is newer than this answer.
      if (client.isMutating({ mutationKey: SAVING }) === 1)
        client.setQueryData(preferencesQuery.queryKey, answer);
    },
    onError: () => {
      setUndo(null);
      void client.invalidateQueries({ queryKey: preferencesQuery.queryKey });
    },
  });
  const make = (change: Change, words: string): void => {
    setUndo({ change: undone(preferences, change), words: t("Taken back") });
    save.mutate({ change, words });
  };
  const takeBack = (): void => {
    if (!undo) return;
    setUndo(null);
    save.mutate(undo);
  };
  return {
    make,
    takeBack: undo && save.isSuccess ? takeBack : null,
    isSaving: save.isPending,
    saved: save.isSuccess ? save.variables.words : null,
    problem: save.isError ? asProblem(save.error).message : null,
    retry: () => save.variables && save.mutate(save.variables),
  };
}

export type Save = ReturnType<typeof useSave>;
