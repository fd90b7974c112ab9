import MuiLink from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { rich } from "@/lib/language/rich";

/** What somebody agrees to, said where they do it. In a tab of its own, so that nothing typed is lost. */
export function TermsNote({ act }: { act: string }) {
  const newTab = { target: "_blank", rel: "noopener" } as const;
  return (
    <Typography variant="body2" sx={{ color: "text.secondary" }}>
      {rich(
        "By {act} you agree to the <link>terms of use</link>. What we know of you, and for how long, stands under <link2>privacy</link2>.",
        {
          act,
          link: (words) => (
            <MuiLink href="/legal/terms" {...newTab}>
              {words}
            </MuiLink>
          ),
          link2: (words) => (
            <MuiLink href="/legal/privacy" {...newTab}>
              {words}
            </MuiLink>
          ),
        },
      )}
    </Typography>
  );
}
