import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { AppLink } from "@/components/AppLink";
import { TAP } from "@/components/tap";
import { LoudAlert } from "./LoudAlert";

interface Props {
  isChanged: boolean;
  isChecking: boolean;
  onAccept: () => void;
}

/** The log names other keys or witnesses than at the first visit: right when one is renewed, and how a forgery begins. */
export function PolicyNotice({ isChanged, isChecking, onAccept }: Props) {
  if (!isChanged) return null;
  return (
    <LoudAlert severity="warning" title="The log now names other keys or witnesses">
      They are not the ones that this browser kept at its first check. That is right when a key is renewed; it
      is also what a forged log would look like. We checked with the ones that were kept. Accept the new ones
      only if you have heard of the change from somebody else.
      <Box sx={{ mt: 1.5, display: "flex", gap: 2, flexWrap: "wrap", alignItems: "center" }}>
        <Button
          variant="outlined"
          color="inherit"
          sx={{ color: "inherit", borderColor: "currentColor" }}
          loading={isChecking}
          onClick={onAccept}
        >
          Accept and verify again
        </Button>
        <AppLink to="/ledger" color="inherit" underline="always" sx={TAP}>
          See the keys
        </AppLink>
      </Box>
    </LoudAlert>
  );
}
