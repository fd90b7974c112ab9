import "@fontsource-variable/inter/wght.css";
import "virtual:theme.css";
import "./features/tracking/tracking.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { TrackApp } from "./app/track/TrackApp";

const root = document.getElementById("root");
const uid = location.pathname.split("/")[2] ?? "";
if (root) {
  createRoot(root).render(
    <StrictMode>
      <TrackApp uid={uid} />
    </StrictMode>,
  );
}
