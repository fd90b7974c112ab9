import IconButton from "@mui/material/IconButton";
import { useColorScheme } from "@mui/material/styles";
import { Moon, Sun } from "lucide-react";
import { t } from "@/lib/language/catalogue";

export function SchemeToggle() {
  const { mode, systemMode, setMode } = useColorScheme();
  const dark = (mode === "system" ? systemMode : mode) === "dark";
  const label = dark ? t("Switch to light colours") : t("Switch to dark colours");
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
