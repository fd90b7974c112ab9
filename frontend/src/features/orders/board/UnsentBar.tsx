import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import { CloudOff, LogIn } from "lucide-react";
import { Link } from "react-router";
import type { Obstacle } from "@/lib/deviceQueue";
import type { KeptMove } from "./moveQueue";

interface Props {
  kept: readonly KeptMove[];
  obstacle: Obstacle | null;
  onTry: () => void;
  /** None on a shared tablet, where a PIN is the way back. */
  signInPath?: string;
}

const WORDS: Record<Obstacle, string> = {
  network: "There is no connection. They are kept on this device and sent, in order, as soon as it is back.",
  busy: "TrustTrack does not answer just now. They are kept on this device, and we go on trying.",
  sign_in: "Your sign-in has ended. They are kept on this device and sent once you are signed in again.",
};
const PIN_WORDS =
  "Somebody else works or is signed in here now. They are kept on this device and sent once you enter your PIN again.";

/** What has not reached the server yet, and what becomes of it. */
export function UnsentBar({ kept, obstacle, onTry, signInPath }: Props) {
  const unsent = kept.filter(({ refused, heldUntil }) => refused === undefined && heldUntil <= Date.now());
  if (!obstacle || unsent.length === 0) return null;
  return (
    <Alert
      severity="warning"
      role="status"
      icon={<CloudOff size={20} />}
      sx={{ mb: 2, borderRadius: 3, flexWrap: "wrap", "& .MuiAlert-message": { flex: "1 1 200px" } }}
      action={
        obstacle !== "sign_in" ? (
          <Button color="inherit" onClick={onTry}>
            Try now
          </Button>
        ) : signInPath ? (
          <Button component={Link} to={signInPath} color="inherit" startIcon={<LogIn size={18} />}>
            Sign in
          </Button>
        ) : null
      }
    >
      <strong>
        {unsent.length} {unsent.length === 1 ? "move is" : "moves are"} not sent yet.
      </strong>{" "}
      {obstacle === "sign_in" && !signInPath ? PIN_WORDS : WORDS[obstacle]}
    </Alert>
  );
}
