import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { FileCheck2 } from "lucide-react";
import type { ReactNode } from "react";
import { Link as RouterLink } from "react-router";
import { HashText } from "@/components/HashText";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";
import { SavedVerifier } from "../SavedVerifier";
import type { LedgerFigures } from "../types";

const ENDPOINTS = () =>
  [
    ["/log/v1/checkpoint", t("the newest signed checkpoint")],
    ["/log/v1/policy", t("keys, witnesses and quorum")],
    ["/log/v1/tile/<level>/<n>", t("the tree, in tiles")],
    ["/log/v1/tile/entries/<n>", t("all entries")],
    ["/log/v1/checkpoints?from=<size>", t("older cosigned checkpoints")],
    ["/log/v1/chains/<name>", t("reviews, badges, moderation, policy")],
  ] as const;

/** An address with `#tools` leads here; the page comes later than its address. */
function comeIntoView(element: HTMLElement | null): void {
  if (element && location.hash === "#tools") element.scrollIntoView();
}

/** Everything that checks the log without believing our pages. */
export function Tools({ verifier }: { verifier: LedgerFigures["verifier"] | undefined }) {
  return (
    <Box id="tools" ref={comeIntoView}>
      <Panel title={t("Check it with other tools")}>
        <Box
          sx={{
            display: "grid",
            gap: 3,
            columnGap: 5,
            gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "repeat(2, minmax(0, 1fr))" },
          }}
        >
          <Tool title={t("In this browser")}>
            <span>{t("Drop a downloaded proof; it is checked on your device and sent nowhere.")}</span>
            <div>
              <Button
                component={RouterLink}
                to="/verify"
                variant="outlined"
                startIcon={<FileCheck2 size={18} aria-hidden />}
              >
                {t("Verify a proof")}
              </Button>
            </div>
          </Tool>
          <Tool title={t("A page that you keep")}>
            <SavedVerifier verifier={verifier} />
          </Tool>
          <Tool title={t("On the command line")}>
            <span>
              {t("A small program of its own, in another language, sharing no code with this page.")}
            </span>
            <span>{t("From a copy of our repository:")}</span>
            <HashText text={"pip install ./verifier"} what={t("how to install it")} />
            <HashText
              text={`trusttrack-verify proof.json --log ${location.origin}`}
              what={t("the command")}
            />
          </Tool>
          <Tool title={t("With your own program")}>
            <span>
              {t(
                "The log speaks the open C2SP formats (tlog-tiles, tlog-checkpoint, tlog-cosignature, tlog-policy), so other people’s tools read it too.",
              )}
            </span>
            <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 1 }}>
              {ENDPOINTS().map(([path, what]) => (
                <li key={path}>
                  <Box component="code" sx={{ overflowWrap: "anywhere", fontSize: "0.875rem" }}>
                    {path.includes("<") ? path : <Link href={path}>{path}</Link>}
                  </Box>
                  <Box
                    component="span"
                    sx={{ display: "block", color: "text.secondary", fontSize: "0.875rem" }}
                  >
                    {what}
                  </Box>
                </li>
              ))}
            </Box>
          </Tool>
        </Box>
      </Panel>
    </Box>
  );
}

function Tool({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box sx={{ display: "grid", gap: 1, minWidth: 0, alignContent: "start" }}>
      <Typography variant="h4" component="h3">
        {title}
      </Typography>
      {children}
    </Box>
  );
}
