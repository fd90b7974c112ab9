import "@fontsource-variable/inter/wght.css";
import "virtual:theme.css";
import "./features/tracking/tracking.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { TrackApp } from "./app/track/TrackApp";
import { startWorker } from "./lib/worker";

const root = document.getElementById("root");
const uid = /^\/track\/([\w-]+)/.exec(location.pathname)?.[1] ?? null;
if (root) {
  root.replaceChildren(); // the server's first view: what is drawn now, in the same moment, has the same elements
  createRoot(root).render(
    <StrictMode>
      <TrackApp uid={uid} />
    </StrictMode>,
  );
  startWorker();
}
