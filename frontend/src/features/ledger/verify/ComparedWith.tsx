import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";
import { readChainId } from "@/lib/orderChain";
import type { GivenFile } from "./checkFile";
import { TextFileButton } from "./TextFileButton";

interface Props {
  /** Name of this site's log, once it is known. */
  origin: string | undefined;
  policy: GivenFile | null;
  chain: string;
  onPolicy: (policy: GivenFile | null) => void;
  onChain: (text: string, isReadable: boolean) => void;
}

/** Whom to believe, and which order it has to be. */
export function ComparedWith({ origin, policy, chain, onPolicy, onChain }: Props) {
  const isReadable = readChainId(chain) !== null;
  const isWrong = chain.trim() !== "" && !isReadable;
  return (
    <Panel title={t("What it is checked against")}>
      <Box sx={{ display: "grid", gap: 2.5, minWidth: 0 }}>
        <Box sx={{ display: "flex", gap: 2, flexWrap: "wrap", alignItems: "center", minWidth: 0 }}>
          <Box sx={{ flex: "1 1 260px", minWidth: 0 }}>
            <Typography sx={{ fontWeight: 600, overflowWrap: "anywhere" }}>
              {policy ? policy.name : t("The policy of this site")}
            </Typography>
            <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
              {policy
                ? t("Your own file says which log and which witnesses to believe.")
                : origin
                  ? t("Which log and which witnesses to believe: {origin}.", { origin })
                  : t("Which log and which witnesses to believe.")}
            </Typography>
          </Box>
          <TextFileButton label={t("Choose a policy file")} inputLabel={t("Policy file")} onFile={onPolicy} />
          {policy && <Button onClick={() => onPolicy(null)}>{t("Back to this site’s")}</Button>}
        </Box>
        <TextField
          id="field-chain"
          label={t("Order’s chain (optional)")}
          fullWidth
          value={chain}
          onChange={({ target }) =>
            onChain(target.value, target.value === "" || readChainId(target.value) !== null)
          }
          error={isWrong}
          helperText={
            isWrong
              ? t("This is no chain: it has 43 or 44 letters, digits and signs.")
              : t(
                  "From the confirmation mail. With it the check also shows that this is the history of your order.",
                )
          }
          slotProps={{ htmlInput: { autoComplete: "off", spellCheck: false, autoCapitalize: "off" } }}
        />
      </Box>
    </Panel>
  );
}
