import IconButton from "@mui/material/IconButton";
import { useColorScheme } from "@mui/material/styles";
import { Moon, Sun } from "lucide-react";

export function SchemeToggle() {
  const { mode, systemMode, setMode } = useColorScheme();
  const dark = (mode === "system" ? systemMode : mode) === "dark";
  const label = dark ? "Switch to light colours" : "Switch to dark colours";
  return (
    <IconButton
      color="inherit"
      aria-label={label}
      title={label}
      onClick={() => setMode(dark ? "light" : "dark")}
    >
      {dark ? <Sun size={20} /> : <Moon size={20} />}
    </IconButton>
  );
}
