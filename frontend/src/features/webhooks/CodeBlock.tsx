import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";

/** Text of programs, in its own scrolling box that a keyboard reaches (WCAG 2.1.1). */
export function CodeBlock({ title, text }: { title: string; text: string }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="body2" component="h3" sx={{ fontWeight: 650, mb: 0.5 }}>
        {title}
      </Typography>
      <Box
        component="pre"
        role="region"
        aria-label={title}
        tabIndex={0}
        sx={{
          m: 0,
          p: 1.5,
          maxHeight: 260,
          overflow: "auto",
          borderRadius: 2,
          bgcolor: "action.hover",
          fontFamily: "monospace",
          fontSize: "0.8125rem",
          whiteSpace: "pre-wrap",
          overflowWrap: "anywhere",
        }}
      >
        {text || "(empty)"}
      </Box>
    </Box>
  );
}
