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
      sx={{
        display: "flex",
        flexWrap: { xs: "wrap", sm: "nowrap" },
        alignItems: "center",
        gap: 0.75,
        px: 2.5,
        pb: 1.5,
        fontSize: "0.875rem",
      }}
    >
      <Box component="span" sx={{ flex: { xs: "1 1 100%", sm: "1 1 auto" }, opacity: 0.85 }}>
        Minutes until it is ready
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
    </Box>
  );
}
