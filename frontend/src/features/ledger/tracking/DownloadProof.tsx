import Button from "@mui/material/Button";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { FormAlert } from "@/components/FormAlert";
import { saveFile } from "@/lib/saveFile";
import { fetchProof } from "../queries";
import { whyNoAnswer } from "./whyNoAnswer";

export function DownloadProof({ uid, reference }: { uid: string; reference: string }) {
  const download = useMutation({
    mutationFn: () => fetchProof(uid),
    networkMode: "always",
    onSuccess: (bundle) => saveFile(`trusttrack-${reference}-proof.json`, bundle),
  });
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<Download size={18} aria-hidden />}
        aria-disabled={download.isPending}
        onClick={() => download.isPending || download.mutate()}
      >
        Download proof
      </Button>
      <FormAlert message={download.error && whyNoAnswer(download.error)} />
    </>
  );
}
