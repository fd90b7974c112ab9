import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import LinearProgress from "@mui/material/LinearProgress";
import Typography from "@mui/material/Typography";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { asProblem } from "@/api/problem";
import type { DataExport } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { Moment } from "@/components/Moment";
import { fileSize } from "@/lib/fileSize";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import { saveFile } from "@/lib/saveFile";
import { shortDate } from "@/lib/time";
import { fetchExport } from "./queries";

export function ExportRow({ export: one }: { export: DataExport }) {
  return (
    <Box
      component="li"
      sx={{ p: 2, borderRadius: 3, border: 1, borderColor: "divider", display: "grid", gap: 1.5 }}
    >
      <Box>
        <Typography role="status" sx={{ fontWeight: 600 }}>
          {stateOf(one)}
        </Typography>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {rich("Asked for {moment}", { moment: <Moment iso={one.asked_at} /> })}
        </Typography>
      </Box>
      {one.state === "pending" && <Progress export={one} />}
      {one.state === "ready" && <DownloadExport export={one} />}
    </Box>
  );
}

function stateOf({ state, done, total, size, expires_at }: DataExport): string {
  if (state === "pending")
    return total ? t("Being made: {done} of {total} orders", { done, total }) : t("Being made");
  if (state === "failed") return t("This one could not be made. Nothing is lost; ask for another.");
  if (state === "expired") return t("Deleted, as its week is over");
  return expires_at
    ? t("Ready, {size}. Here until {date}", { size: fileSize(size), date: shortDate(expires_at) })
    : t("Ready, {size}. Here until soon", { size: fileSize(size) });
}

function Progress({ export: { done, total } }: { export: DataExport }) {
  const measured =
    total > 0 ? ({ variant: "determinate", value: Math.round((100 * done) / total) } as const) : {};
  return (
    <LinearProgress
      aria-label={t("Progress of your copy")}
      {...measured}
      sx={{ height: 8, borderRadius: 4 }}
    />
  );
}

function DownloadExport({ export: one }: { export: DataExport }) {
  const download = useMutation({
    mutationFn: () => fetchExport(one.uid),
    onSuccess: (zip) => saveFile(`trusttrack-my-data-${one.asked_at.slice(0, 10)}.zip`, zip),
  });
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<Download size={18} aria-hidden />}
        loading={download.isPending}
        onClick={() => download.mutate()}
        sx={{ justifySelf: { sm: "start" } }}
      >
        {t("Download")}
      </Button>
      <FormAlert message={download.error && asProblem(download.error).message} />
    </>
  );
}
