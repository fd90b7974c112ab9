import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { api, dataOf } from "@/api/client";
import { wordsOf } from "@/api/problem";
import type { CheckDocument } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { SettingRow } from "@/components/SettingRow";
import { fileSize } from "@/lib/fileSize";
import { refreshChecks } from "./queries";

const KINDS = { pdf: "PDF", jpeg: "Photo (JPEG)", png: "Picture (PNG)", heic: "Photo (HEIC)" } as const;

interface Props {
  slug: string;
  checkId: number;
  document: CheckDocument;
  /** While nobody looks at it. */
  mayRemove: boolean;
}

/** One document that was handed in: opened for a look, or taken away again. */
export function DocumentRow({ slug, checkId, document, mayRemove }: Props) {
  const queryClient = useQueryClient();
  const path = { slug, id: checkId, document_id: document.id };
  const open = useMutation({
    mutationFn: () =>
      dataOf(api.GET("/api/v1/vendors/{slug}/checks/{id}/documents/{document_id}/", { params: { path } })),
    onSuccess: ({ url }) => window.location.assign(url), // it comes as a download: the page stays
  });
  const remove = useMutation({
    mutationFn: () =>
      dataOf(api.DELETE("/api/v1/vendors/{slug}/checks/{id}/documents/{document_id}/", { params: { path } })),
    onSuccess: () => refreshChecks(queryClient, slug),
  });
  const name = `document ${document.position}`;
  const failure = open.error ?? remove.error;
  return (
    <SettingRow
      icon={<FileText size={20} />}
      title={`${KINDS[document.kind]} · ${fileSize(document.size)}`}
      action={
        <>
          {document.scan === "clean" && !document.erased_at && (
            <Button aria-label={`Open ${name}`} loading={open.isPending} onClick={() => open.mutate()}>
              Open
            </Button>
          )}
          {mayRemove && (
            <Button aria-label={`Remove ${name}`} loading={remove.isPending} onClick={() => remove.mutate()}>
              Remove
            </Button>
          )}
        </>
      }
    >
      {document.pages > 1 && `${document.pages} pages. `}
      {standing(document)}
      <FormAlert message={failure && wordsOf(failure)} />
    </SettingRow>
  );
}

function standing({ erased_at, scan }: CheckDocument): string {
  if (scan === "infected") return "Erased: a virus was found in it. Send another.";
  if (erased_at) return "Erased after the decision.";
  if (scan === "waiting") return "Waiting for the virus scan; nobody sees it before.";
  return "Received. Only our verifiers and your office see it.";
}
