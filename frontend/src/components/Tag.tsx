import Box from "@mui/material/Box";

interface Props {
  tone: "brandSoft" | "accentSoft" | "infoSoft" | "neutralSoft";
  children: string;
}

/** One quiet word about the thing beside it. */
export function Tag({ tone, children }: Props) {
  return (
    <Box
      component="span"
      sx={{
        display: "inline-block",
        px: 1,
        py: 0.125,
        borderRadius: 99,
        bgcolor: `${tone}.main`,
        color: `${tone}.contrastText`,
        fontSize: "0.8125rem",
        fontWeight: 600,
        whiteSpace: "nowrap",
      }}
    >
      {children}
    </Box>
  );
}
