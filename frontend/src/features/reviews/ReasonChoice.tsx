import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormHelperText from "@mui/material/FormHelperText";
import FormLabel from "@mui/material/FormLabel";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import type { ReportReason } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { REPORT_REASONS } from "./reportReasons";

interface Props {
  value: ReportReason | undefined;
  onChange: (reason: string) => void;
  problem?: string;
}

export function ReasonChoice({ value, onChange, problem }: Props) {
  return (
    <FormControl error={Boolean(problem)}>
      <FormLabel id="report-reason">{t("What is wrong with it?")}</FormLabel>
      <RadioGroup
        aria-labelledby="report-reason"
        value={value ?? ""}
        onChange={(_event, reason) => onChange(reason)}
      >
        {REPORT_REASONS().map(([reason, words]) => (
          <FormControlLabel
            key={reason}
            value={reason}
            control={<Radio />}
            label={words}
            sx={{ minHeight: 44, mr: 0 }}
          />
        ))}
      </RadioGroup>
      {problem && <FormHelperText role="alert">{problem}</FormHelperText>}
    </FormControl>
  );
}
