import "./jitless";
import "@fontsource-variable/inter/wght.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { loadMirror } from "./app/theme/mirror";
import { startLanguage } from "./lib/language/start";

async function start(root: HTMLElement): Promise<void> {
  await startLanguage({ de: () => import("./locale/de.json"), ar: () => import("./locale/ar.json") });
  await loadMirror();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

const root = document.getElementById("root");
if (root) void start(root);
