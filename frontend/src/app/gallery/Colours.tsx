import Box from "@mui/material/Box";
import { Panel } from "@/components/Panel";
import { DARK, LIGHT, type SchemeTokens } from "../theme/tokens";
import { Shown } from "./Shown";

const SCHEMES: readonly (readonly [name: string, tokens: SchemeTokens])[] = [
  ["Light", LIGHT],
  ["Dark", DARK],
];

/** The tokens of both schemes, whichever is shown. */
export function Colours() {
  return (
    <Panel title="Colours">
      {SCHEMES.map(([name, tokens]) => (
        <Shown key={name} name={name}>
          {Object.entries(tokens).map(([token, colour]) => (
            <Box key={token} sx={{ width: 112, fontSize: "0.8125rem" }}>
              <Box sx={{ height: 40, borderRadius: 2, border: 1, borderColor: "divider", bgcolor: colour }} />
              {token}
            </Box>
          ))}
        </Shown>
      ))}
    </Panel>
  );
}
