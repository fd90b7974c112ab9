import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { ShoppingBag } from "lucide-react";
import { Problem } from "@/api/problem";
import { SECOND_FACTOR_NEEDED } from "@/api/secondFactorNeed";
import { ActionAlert } from "@/components/ActionAlert";
import { CardSkeletons } from "@/components/CardSkeletons";
import { ErrorState } from "@/components/ErrorState";
import { FormAlert } from "@/components/FormAlert";
import { Panel } from "@/components/Panel";
import { StateMessage } from "@/components/StateMessage";
import { Shown } from "./Shown";

const REFUSALS = [
  new Problem(404, "not_found", ""),
  new Problem(403, SECOND_FACTOR_NEEDED, ""),
  new Problem(403, "forbidden", "You are not in the team of this business."),
  new Problem(0, "offline", "Check the connection, then try again."),
  new Problem(503, "busy", "Too many are here at this moment. Try again in a minute."),
];

/** What a page shows in place of what it is about: empty, loading, every kind of refusal. */
export function States() {
  return (
    <Panel title="States of a page">
      <Shown name="StateMessage: nothing yet">
        <StateMessage
          icon={ShoppingBag}
          title="No orders yet"
          action={<Button variant="contained">Find a business</Button>}
        >
          What you order stands here, with the way to follow it.
        </StateMessage>
      </Shown>
      <Shown name="CardSkeletons: loading">
        <Box sx={{ width: 1 }}>
          <CardSkeletons count={2} height={72} />
        </Box>
      </Shown>
      {REFUSALS.map((problem) => (
        <Shown
          key={`${problem.status} ${problem.code}`}
          name={`ErrorState: ${problem.status} ${problem.code}`}
        >
          <ErrorState error={problem} onRetry={() => undefined} />
        </Shown>
      ))}
      <Shown name="FormAlert, ActionAlert">
        <Box sx={{ display: "grid", gap: 2, width: 1 }}>
          <FormAlert message="This code is wrong, or it was used before. Take the next one." />
          {(["info", "success", "warning", "error"] as const).map((severity) => (
            <ActionAlert
              key={severity}
              severity={severity}
              title={`A ${severity}`}
              action={<Button variant="outlined">What to do</Button>}
            >
              What it is about, in a sentence.
            </ActionAlert>
          ))}
        </Box>
      </Shown>
    </Panel>
  );
}
