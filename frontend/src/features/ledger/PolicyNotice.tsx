import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { AppLink } from "@/components/AppLink";
import { TAP } from "@/components/tap";
import { t } from "@/lib/language/catalogue";
import { LoudAlert } from "./LoudAlert";

interface Props {
  isChanged: boolean;
  isChecking: boolean;
  onAccept: () => void;
  /** Where nothing could be checked, because it is another log altogether: its name. */
  otherLog?: string | null;
}

const KEYS = () =>
  ({
    title: t("The log now names other keys or witnesses"),
    text: t(
      "They are not the ones that this browser kept at its first check. That is right when a key is renewed; it is also what a forged log would look like. We checked with the ones that were kept.",
    ),
  }) as const;

const otherLogWords = (origin: string): { title: string; text: string } => ({
  title: t("This site now has another log than the one that this browser knew"),
  text: t(
    "The proof is of {origin}, which this browser has never checked anything against. That is right when a log was begun anew; it is also what a forged log would look like. Nothing was checked, so nothing is proven and nothing refuted.",
    { origin },
  ),
});

/** The log names other keys or witnesses than at the first visit: right when one is renewed, and how a forgery begins. */
export function PolicyNotice({ isChanged, isChecking, onAccept, otherLog = null }: Props) {
  if (!isChanged) return null;
  const { title, text } = otherLog === null ? KEYS() : otherLogWords(otherLog);
  return (
    <LoudAlert severity="warning" title={title}>
      {text}{" "}
      {otherLog === null
        ? t("Accept the new ones only if you have heard of the change from somebody else.")
        : t("Accept the new log only if you have heard of the change from somebody else.")}
      <Box sx={{ mt: 1.5, display: "flex", gap: 2, flexWrap: "wrap", alignItems: "center" }}>
        <Button
          variant="outlined"
          color="inherit"
          sx={{ color: "inherit", borderColor: "currentColor" }}
          loading={isChecking}
          onClick={onAccept}
        >
          {t("Accept and verify again")}
        </Button>
        <AppLink to="/ledger" color="inherit" underline="always" sx={TAP}>
          {t("See the keys")}
        </AppLink>
      </Box>
    </LoudAlert>
  );
}
