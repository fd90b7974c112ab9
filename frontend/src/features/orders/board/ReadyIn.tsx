import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";

const MINUTES = [10, 20, 30, 45, 60];

interface Props {
  reference: string;
  chosen: number | undefined;
  onChoose: (minutes: number) => void;
}

/** An optional promise: the move is sent without it as well. */
export function ReadyIn({ reference, chosen, onChoose }: Props) {
  return (
    <Box
      role="group"
      aria-label={`When will ${reference} be there?`}
      sx={{ display: "flex", alignItems: "center", gap: 0.5, px: 2.5, pb: 1.25, fontSize: "0.875rem" }}
    >
      <Box component="span" sx={{ mr: "auto", opacity: 0.85 }}>
        Ready in
      </Box>
      {MINUTES.map((minutes) => (
        <ButtonBase
          key={minutes}
          aria-label={`${minutes} minutes`}
          aria-pressed={chosen === minutes}
          onClick={() => onChoose(minutes)}
          sx={{
            minWidth: 44,
            minHeight: 44,
            borderRadius: 99,
            fontSize: "0.9375rem",
            fontWeight: 650,
            border: "1px solid",
            borderColor:
              chosen === minutes ? "secondary.main" : "color-mix(in srgb, currentColor 35%, transparent)",
            bgcolor: chosen === minutes ? "secondary.main" : "transparent",
            color: chosen === minutes ? "secondary.contrastText" : "inherit",
          }}
        >
          {minutes}
        </ButtonBase>
      ))}
      <Box component="span" sx={{ opacity: 0.85 }}>
        min
      </Box>
    </Box>
  );
}
