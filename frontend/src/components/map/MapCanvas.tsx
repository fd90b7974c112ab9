import Box from "@mui/material/Box";
import { type Map as GlMap, Map as MapLibre, type MapOptions, NavigationControl } from "maplibre-gl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import "maplibre-gl/dist/maplibre-gl.css";
import { nameTheWorker } from "./mapWorker";

nameTheWorker();

interface Props {
  label: string;
  styleUrl: string;
  attribution: string;
  start: Pick<MapOptions, "center" | "zoom" | "bounds">;
  onReady?: (map: GlMap) => void;
  onFailure?: () => void;
  /** Drawn once there is a map; markers. */
  children?: (map: GlMap) => ReactNode;
}

/** A map with its attribution, and whatever its children put on it. Only fetched where a map is shown. */
export function MapCanvas({ label, styleUrl, attribution, start, onReady, onFailure, children }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const calls = useRef({ start, onReady, onFailure });
  calls.current = { start, onReady, onFailure };
  const [map, setMap] = useState<GlMap>();
  useEffect(() => {
    if (!holder.current) return;
    const made = new MapLibre({
      container: holder.current,
      style: styleUrl,
      attributionControl: false, // drawn below, since theirs writes markup, which the page forbids
      locale: { "Map.Title": label },
      dragRotate: false,
      pitchWithRotate: false,
      ...calls.current.start,
    });
    made.addControl(new NavigationControl({ showCompass: false }), "top-right");
    made.touchZoomRotate.disableRotation();
    let isLoaded = false;
    made.once("load", () => {
      isLoaded = true;
      setMap(made);
      calls.current.onReady?.(made);
    });
    made.on("error", () => {
      if (!isLoaded) calls.current.onFailure?.(); // a lost tile later on is no reason to take the map away
    });
    return () => {
      setMap(undefined);
      made.remove();
    };
  }, [styleUrl, label]);
  return (
    <Box
      sx={{ position: "relative", height: 1, minHeight: 240, overflow: "hidden", borderRadius: "inherit" }}
    >
      <Box
        ref={holder}
        sx={{ position: "absolute", inset: 0, "& .maplibregl-ctrl-group button": { width: 44, height: 44 } }}
      />
      {map && children?.(map)}
      {attribution && (
        <Box
          sx={{
            position: "absolute",
            right: 0,
            bottom: 0,
            px: 1,
            fontSize: "0.75rem",
            bgcolor: "background.paper",
            color: "text.secondary",
            borderTopLeftRadius: 6,
          }}
        >
          {attribution}
        </Box>
      )}
    </Box>
  );
}
