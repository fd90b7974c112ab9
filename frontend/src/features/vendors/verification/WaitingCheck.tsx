import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { wordsOf } from "@/api/problem";
import type { Check } from "@/api/types";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { SettingList } from "@/components/SettingRow";
import { DocumentPicker } from "./DocumentPicker";
import { DocumentRow } from "./DocumentRow";
import { refreshChecks } from "./queries";

interface Props {
  slug: string;
  check: Check;
  isSending: boolean;
  onFiles: (files: File[]) => void;
}

/** What was handed in and waits: its documents, more of them, and the way back. */
export function WaitingCheck({ slug, check, isSending, onFiles }: Props) {
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const mayChange = check.status === "submitted";
  const withdraw = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST("/api/v1/vendors/{slug}/checks/{id}/withdraw/", {
          params: { path: { slug, id: check.id } },
        }),
      ),
    onSuccess: async () => {
      setAsking(false);
      await refreshChecks(queryClient, slug);
    },
  });
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      {check.documents.length > 0 && (
        <SettingList>
          {check.documents.map((document) => (
            <DocumentRow
              key={document.id}
              slug={slug}
              checkId={check.id}
              document={document}
              mayRemove={mayChange}
            />
          ))}
        </SettingList>
      )}
      {mayChange && check.documents.length < 8 && (
        <DocumentPicker label={check.label} disabled={isSending} onFiles={onFiles} />
      )}
      <Box>
        <Button onClick={() => setAsking(true)}>Take it back</Button>
      </Box>
      {isAsking && (
        <ConfirmDialog
          title={`Take “${check.label}” back?`}
          hint="Its documents are erased. You can hand in something new at once."
          confirm="Take it back"
          keep="Leave it"
          pending={withdraw.isPending}
          failure={withdraw.error && wordsOf(withdraw.error)}
          onConfirm={() => withdraw.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </Box>
  );
}
