import "@fontsource-variable/inter/wght.css";
import "virtual:theme.css";
import "./features/tracking/tracking.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { TrackApp } from "./app/track/TrackApp";
import { startLanguage } from "./lib/language/start";
import { startWorker } from "./lib/worker";

async function start(root: HTMLElement): Promise<void> {
  const uid = /^\/track\/([\w-]+)/.exec(location.pathname)?.[1] ?? null;
  await startLanguage({
    de: () => import("./locale/track.de.json"),
    ar: () => import("./locale/track.ar.json"),
  });
  root.replaceChildren(); // the server's first view: what is drawn now, in the same moment, has the same elements
  createRoot(root).render(
    <StrictMode>
      <TrackApp uid={uid} />
    </StrictMode>,
  );
  startWorker();
}

const root = document.getElementById("root");
if (root) void start(root);
