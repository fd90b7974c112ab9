import { zodResolver } from "@hookform/resolvers/zod";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Typography from "@mui/material/Typography";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { api, dataOf } from "@/api/client";
import { showProblem } from "@/api/formProblems";
import { isProblem } from "@/api/problem";
import type { ReportReason, ReportSubject } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { t } from "@/lib/language/catalogue";
import { ReasonChoice } from "./ReasonChoice";
import { REPORT_REASONS } from "./reportReasons";

const schema = z.object({
  reason: z.enum(
    REPORT_REASONS().map(([reason]) => reason),
    { error: () => t("Choose what is wrong with it") },
  ),
  detail: z
    .string()
    .trim()
    .max(1000, { error: () => t("At most 1,000 characters") }),
});
interface Values {
  reason: ReportReason;
  detail: string;
}
const FIELDS = ["reason", "detail"] as const;

interface Props {
  reviewId: number;
  about: ReportSubject;
  onReported: () => void;
  onClose: () => void;
}

export function ReportDialog({ reviewId, about, onReported, onClose }: Props) {
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { detail: "" } });
  const report = useMutation({
    mutationFn: (values: Values) =>
      dataOf(
        api.POST("/api/v1/reviews/{id}/report/", {
          params: { path: { id: reviewId } },
          body: { ...values, about },
        }),
      ),
    onMutate: () => setFailure(null),
    onSuccess: onReported,
    onError: (error) => {
      // asked for before: the moderators have it, and that is what was wanted
      if (isProblem(error, "already_reported")) onReported();
      else setFailure(showProblem(form, error, FIELDS));
    },
  });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="report-title">
      <form noValidate onSubmit={form.handleSubmit((values) => report.mutate(values))}>
        <DialogTitle id="report-title" variant="h3" sx={{ pt: 3 }}>
          {about === "response" ? t("Report this answer") : t("Report this review")}
        </DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 2 }}>
          <Typography variant="body2" sx={{ color: "text.secondary" }}>
            {t(
              "A person of our team looks at it; a report alone hides nothing. Neither the author nor the business learns who reported.",
            )}
          </Typography>
          <FormAlert message={failure} />
          <Controller
            control={form.control}
            name="reason"
            render={({ field, fieldState }) => (
              <ReasonChoice
                value={field.value}
                onChange={field.onChange}
                problem={fieldState.error?.message}
              />
            )}
          />
          <FormField
            control={form.control}
            name="detail"
            label={t("More about it (optional)")}
            helperText={t("Only moderators read it.")}
            multiline
            minRows={2}
          />
        </DialogContent>
        <DialogActions sx={{ p: 3, pt: 0 }}>
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button type="submit" variant="contained" loading={report.isPending}>
            {t("Send report")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
