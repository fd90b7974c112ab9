import { type Map as GlMap, Marker } from "maplibre-gl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { Place } from "./places";

interface Props {
  map: GlMap;
  at: Place;
  anchor?: "center" | "bottom";
  onDragged?: (place: Place) => void;
  children: ReactNode;
}

/** React's own elements at a place on a map, so that they have names, can be reached by keyboard, and look like the rest. */
export function MapPin({ map, at, anchor = "bottom", onDragged, children }: Props) {
  const [element] = useState(() => document.createElement("div"));
  const dragged = useRef(onDragged);
  dragged.current = onDragged;
  const marker = useRef<Marker>(null);
  const isDraggable = Boolean(onDragged);
  const { latitude, longitude } = at;
  useEffect(() => {
    const made = new Marker({ element, anchor, draggable: isDraggable }).setLngLat([0, 0]).addTo(map);
    made.on("dragend", () => {
      const { lat, lng } = made.getLngLat();
      dragged.current?.({ latitude: lat, longitude: lng });
    });
    // MapLibre names every marker alike and makes it a stop of its own; what is inside has a better name.
    for (const name of ["aria-label", "role", "tabindex"]) element.removeAttribute(name);
    marker.current = made;
    return () => {
      made.remove();
    };
  }, [map, element, anchor, isDraggable]);
  useEffect(() => {
    marker.current?.setLngLat([longitude, latitude]);
  }, [latitude, longitude]);
  return createPortal(children, element);
}
