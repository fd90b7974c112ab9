import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQueryClient } from "@tanstack/react-query";
import { BellRing, UserRound } from "lucide-react";
import { useState } from "react";
import type { TabletState } from "@/api/types";
import { Page } from "@/components/Page";
import { StateMessage } from "@/components/StateMessage";
import { useTitle } from "@/lib/useTitle";
import { PinForm } from "./PinForm";
import { enterPin, tabletQuery } from "./queries";

type Staff = TabletState["staff"][number];

interface Props {
  tablet: TabletState;
  /** How many moves of a person wait on this device until they are back. */
  unsentOf: (person: number) => number;
  /** An order came in since it was locked, and nobody has touched the screen. */
  hasNew: boolean;
}

/** The locked tablet: nothing of the shop's orders, only who can open it. */
export function WhoIsWorking({ tablet, unsentOf, hasNew }: Props) {
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<Staff | null>(null);
  const open = async (person: number, pin: string): Promise<void> => {
    const opened = await enterPin({ person, pin });
    // An answer from before it would lock the screen again.
    await queryClient.cancelQueries({ queryKey: tabletQuery.queryKey });
    queryClient.setQueryData(tabletQuery.queryKey, opened);
  };
  if (tablet.staff.length === 0) {
    return (
      <StateMessage level={1} icon={UserRound} title="Nobody has a PIN yet">
        Sign in on a phone of your own, open the dashboard of {tablet.vendor.name}, and set your PIN under
        “Team”.
      </StateMessage>
    );
  }
  return (
    <Page title={chosen ? `PIN of ${chosen.name}` : "Who is working?"} width={560}>
      <Typography sx={{ color: "text.secondary", mb: 3 }}>
        {tablet.vendor.name} · {tablet.name}
      </Typography>
      <Waiting count={tablet.new_orders.count} hasNew={hasNew} />
      {chosen ? (
        <PinForm
          key={chosen.person}
          label={`PIN of ${chosen.name}`}
          submit="Start working"
          onSubmit={(pin) => open(chosen.person, pin)}
          onCancel={() => setChosen(null)}
        />
      ) : (
        <Box component="ul" sx={{ listStyle: "none", p: 0, m: 0, display: "grid", gap: 1.5 }}>
          {tablet.staff.map((each) => (
            <li key={each.person}>
              <PersonButton person={each} unsent={unsentOf(each.person)} onChoose={() => setChosen(each)} />
            </li>
          ))}
        </Box>
      )}
    </Page>
  );
}

/** That there is something to do, and nothing of what it is: whoever stands at the counter can read it. */
function Waiting({ count, hasNew }: { count: number; hasNew: boolean }) {
  useTitle(`${hasNew ? "● New order · " : count ? `(${count}) ` : ""}Who is working?`);
  return (
    <Box role="status" sx={{ mb: count ? 3 : 0 }}>
      {count > 0 && (
        <Alert icon={<BellRing size={22} aria-hidden />} severity={hasNew ? "warning" : "info"}>
          {hasNew && "A new order has come in. "}
          {count === 1 ? "One order waits for an answer." : `${count} orders wait for an answer.`} Enter a PIN
          to see {count === 1 ? "it" : "them"}.
        </Alert>
      )}
    </Box>
  );
}

function PersonButton({ person, unsent, onChoose }: { person: Staff; unsent: number; onChoose: () => void }) {
  const notes = [
    ...(person.is_locked ? ["PIN locked: sign in with your password on a device of your own"] : []),
    ...(unsent ? [`${unsent} ${unsent === 1 ? "move waits" : "moves wait"} for this PIN`] : []),
  ];
  return (
    <Button
      fullWidth
      variant="outlined"
      color="inherit"
      onClick={onChoose}
      startIcon={<UserRound size={22} aria-hidden />}
      sx={{ minHeight: 64, justifyContent: "flex-start", textAlign: "start", borderColor: "divider" }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ fontSize: "1.125rem", overflowWrap: "anywhere" }}>{person.name}</Box>
        {notes.map((note) => (
          <Typography key={note} variant="body2" sx={{ color: "text.secondary" }}>
            {note}
          </Typography>
        ))}
      </Box>
    </Button>
  );
}
