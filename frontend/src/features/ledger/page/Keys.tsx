import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { HashText } from "@/components/HashText";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";
import { Disclosure } from "../Disclosure";
import type { LedgerFigures } from "../types";

/** By what its signature is known, and what it signed last. */
export function Keys({ figures }: { figures: LedgerFigures }) {
  return (
    <Panel title={t("Keys")}>
      <Typography variant="body2" sx={{ color: "text.secondary", mb: 1 }}>
        {t("Your browser keeps them at its first check, and tells you when they change.")}
      </Typography>
      {figures.keys.map((key) => (
        <HashText key={key} text={key} what={t("the log’s key")} />
      ))}
      {figures.root !== null && (
        <Disclosure title={t("The newest checkpoint")}>
          <Typography variant="body2" sx={{ color: "text.secondary" }}>
            {t(
              "One number for the whole log, signed. Two readers who hold the same one have seen the same history.",
            )}
          </Typography>
          <HashText text={figures.root} what={t("the root hash")} />
          <Box
            component="pre"
            sx={{ m: 0, fontSize: "0.8125rem", whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
          >
            {figures.checkpoint}
          </Box>
        </Disclosure>
      )}
      <Disclosure title={t("The whole policy")}>
        <Box
          component="pre"
          sx={{ m: 0, fontSize: "0.8125rem", whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
        >
          {figures.policy}
        </Box>
      </Disclosure>
    </Panel>
  );
}
