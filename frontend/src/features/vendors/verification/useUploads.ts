import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { wordsOf } from "@/api/problem";
import { uploadFile } from "@/api/upload";
import { whyNotDocument } from "./documents";
import { refreshChecks } from "./queries";

export interface Upload {
  key: number;
  name: string;
  /** 0 to 1 while it is sent. */
  share: number;
  failure: string | null;
}

let nextKey = 0;

/** Sends documents one after another, and keeps what was refused on screen, with the reason. */
export function useUploads(slug: string) {
  const queryClient = useQueryClient();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const change = (key: number, changes: Partial<Upload>): void =>
    setUploads((known) => known.map((each) => (each.key === key ? { ...each, ...changes } : each)));
  const sendOne = async (checkId: number, file: File): Promise<void> => {
    const key = nextKey++;
    const failure = whyNotDocument(file);
    setUploads((known) => [...known, { key, name: file.name, share: 0, failure }]);
    if (failure) return;
    const path = `/api/v1/vendors/${slug}/checks/${checkId}/documents/`;
    await uploadFile(path, file, (share) => change(key, { share })).then(
      () => setUploads((known) => known.filter((each) => each.key !== key)),
      (error) => change(key, { failure: wordsOf(error) }),
    );
  };
  const send = async (checkId: number, files: File[]): Promise<void> => {
    setUploads((known) => known.filter((each) => !each.failure));
    for (const file of files) await sendOne(checkId, file);
    await refreshChecks(queryClient, slug);
  };
  return { uploads, send, isSending: uploads.some(({ failure }) => !failure) };
}
