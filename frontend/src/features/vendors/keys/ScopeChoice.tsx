import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormHelperText from "@mui/material/FormHelperText";
import type { KeyScope } from "@/api/types";
import { KEY_SCOPES } from "./keyForm";

interface Props {
  value: KeyScope[];
  onChange: (value: KeyScope[]) => void;
  problem?: string;
}

export function ScopeChoice({ value, onChange, problem }: Props) {
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      <Box component="legend" sx={{ p: 0, mb: 0.5, fontWeight: 650 }}>
        What it may do
      </Box>
      {KEY_SCOPES.map(([scope, words]) => (
        <FormControlLabel
          key={scope}
          label={words}
          sx={{ display: "flex", minHeight: 44, mr: 0, my: 0.5 }}
          control={
            <Checkbox
              checked={value.includes(scope)}
              onChange={(_event, checked) =>
                onChange(
                  KEY_SCOPES.map(([each]) => each).filter((each) =>
                    each === scope ? checked : value.includes(each),
                  ),
                )
              }
            />
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
