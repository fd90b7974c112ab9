import Box from "@mui/material/Box";
import { type ReactNode, useState } from "react";
import type { Me } from "@/api/types";
import { DoneNote } from "@/components/DoneNote";
import { SecondFactorBanner } from "../secondFactor/SecondFactorBanner";
import { SignInAgain } from "../secondFactor/SignInAgain";
import { DevicesPanel } from "./DevicesPanel";
import { EventsPanel } from "./EventsPanel";
import { PasskeysPanel } from "./PasskeysPanel";
import { SecondFactorPanel } from "./SecondFactorPanel";
import { SessionsPanel } from "./SessionsPanel";
import { SignInPanel } from "./SignInPanel";

/** Everything that guards an account, each part looked after by its owner. */
export function SecurityView({ me, tablets }: { me: Me; tablets?: ReactNode }) {
  const [done, setDone] = useState<string | null>(null);
  return (
    <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 2 }}>
      <SecondFactorBanner me={me} />
      <SignInAgain me={me} />
      <SignInPanel me={me} onDone={setDone} />
      <SecondFactorPanel onDone={setDone} isRequired={me.second_factor.required} />
      <PasskeysPanel onDone={setDone} />
      <SessionsPanel onDone={setDone} />
      <DevicesPanel onDone={setDone} />
      {tablets}
      <EventsPanel />
      <DoneNote message={done} onClose={() => setDone(null)} />
    </Box>
  );
}
