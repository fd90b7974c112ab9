import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { t } from "@/lib/language/catalogue";
import { saveFile } from "@/lib/saveFile";
import { fetchProof } from "../queries";
import { whyNoProof } from "./whyNoProof";

/** The proof as it was sent, for other tools and other days. */
export function DownloadProof({ uid, reference }: { uid: string; reference: string }) {
  const download = useMutation({
    mutationFn: () => fetchProof(uid),
    networkMode: "always",
    onSuccess: (bundle) => saveFile(`trusttrack-${reference}-proof.json`, bundle),
  });
  return (
    <>
      <button
        type="button"
        className="button"
        aria-disabled={download.isPending}
        onClick={() => download.isPending || download.mutate()}
      >
        <Download size={18} aria-hidden="true" />
        {t("Download proof")}
      </button>
      {download.error && (
        <p className="warning" role="alert">
          {whyNoProof(download.error)}
        </p>
      )}
    </>
  );
}
