import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormHelperText from "@mui/material/FormHelperText";
import Typography from "@mui/material/Typography";
import type { WebhookEventType } from "@/api/types";

interface Props {
  known: WebhookEventType[];
  value: string[];
  onChange: (value: string[]) => void;
  problem?: string;
}

export function EventChoice({ known, value, onChange, problem }: Props) {
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      <Box component="legend" sx={{ p: 0, mb: 0.5, fontWeight: 650 }}>
        Which events
      </Box>
      {known.map(({ name, about }) => (
        <FormControlLabel
          key={name}
          sx={{ display: "flex", alignItems: "start", minHeight: 44, mr: 0, my: 0.5 }}
          control={
            <Checkbox
              checked={value.includes(name)}
              onChange={(_event, checked) =>
                onChange(checked ? [...value, name] : value.filter((each) => each !== name))
              }
            />
          }
          label={
            <Box sx={{ pt: 1.25, minWidth: 0, overflowWrap: "anywhere" }}>
              <Typography
                component="span"
                sx={{ display: "block", fontFamily: "monospace", fontSize: "0.9rem" }}
              >
                {name}
              </Typography>
              <Typography component="span" variant="body2" sx={{ color: "text.secondary" }}>
                {about.replaceAll("`", "")}
              </Typography>
            </Box>
          }
        />
      ))}
      {problem && (
        <FormHelperText error role="alert">
          {problem}
        </FormHelperText>
      )}
    </Box>
  );
}
