import Box from "@mui/material/Box";
import FormControlLabel from "@mui/material/FormControlLabel";
import Switch from "@mui/material/Switch";
import { useState } from "react";
import { FormDialog } from "@/components/FormDialog";
import { shortcutsAreOn, turnShortcuts } from "@/lib/useShortcuts";
import { SHORTCUTS } from "./useBoardShortcuts";

const PALETTE = navigator.platform?.startsWith("Mac") ? "⌘ K" : "Ctrl K";

export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useState(shortcutsAreOn);
  return (
    <FormDialog title="Keyboard shortcuts" onClose={onClose}>
      <Box
        component="dl"
        sx={{
          m: 0,
          display: "grid",
          gridTemplateColumns: "auto 1fr",
          columnGap: 2,
          rowGap: 1,
          alignItems: "center",
        }}
      >
        {[[PALETTE, "Go to any page or order"] as const, ...SHORTCUTS].map(([key, does]) => (
          <Box key={key} sx={{ display: "contents" }}>
            <Box component="dt">
              <Box
                component="kbd"
                sx={{
                  display: "inline-block",
                  minWidth: 32,
                  px: 1,
                  py: 0.25,
                  textAlign: "center",
                  borderRadius: 1.5,
                  border: 1,
                  borderColor: "divider",
                  bgcolor: "neutralSoft.main",
                  font: "inherit",
                  fontWeight: 650,
                }}
              >
                {key}
              </Box>
            </Box>
            <Box component="dd" sx={{ m: 0 }}>
              {does}
            </Box>
          </Box>
        ))}
      </Box>
      <FormControlLabel
        control={
          <Switch
            checked={on}
            onChange={(_, next) => {
              turnShortcuts(next);
              setOn(next);
            }}
          />
        }
        label="Single keys do this on this device"
      />
    </FormDialog>
  );
}
