import MuiLink from "@mui/material/Link";
import Typography from "@mui/material/Typography";

/** What somebody agrees to, said where they do it. In a tab of its own, so that nothing typed is lost. */
export function TermsNote({ act }: { act: string }) {
  const newTab = { target: "_blank", rel: "noopener" } as const;
  return (
    <Typography variant="body2" sx={{ color: "text.secondary" }}>
      By {act} you agree to the{" "}
      <MuiLink href="/legal/terms" {...newTab}>
        terms of use
      </MuiLink>
      . What we know of you, and for how long, stands under{" "}
      <MuiLink href="/legal/privacy" {...newTab}>
        privacy
      </MuiLink>
      .
    </Typography>
  );
}
