import Box from "@mui/material/Box";
import { useQuery } from "@tanstack/react-query";
import type { Map as GlMap } from "maplibre-gl";
import { useState } from "react";
import { VISUALLY_HIDDEN } from "@/components/hidden";
import { MapCanvas } from "@/components/map/MapCanvas";
import { MapPin } from "@/components/map/MapPin";
import { t } from "@/lib/language/catalogue";
import type { VendorFilters } from "../filters";
import { type MapView, mapQuery } from "../queries";
import { type Bounds, bboxOf } from "./bounds";
import { ClusterPin } from "./ClusterPin";
import { VendorPin } from "./VendorPin";

interface Props {
  styleUrl: string;
  attribution: string;
  filters: VendorFilters;
  bounds: Bounds | undefined;
  onFailure: () => void;
}

const EUROPE: Bounds = [-11, 36, 20, 60];

/** What is seen of the matches: asked for anew whenever the map comes to rest. */
export default function DrawnMap({ styleUrl, attribution, filters, bounds = EUROPE, onFailure }: Props) {
  const [view, setView] = useState<MapView>();
  const [opened, setOpened] = useState<string>();
  const { data } = useQuery(mapQuery(filters, view));
  const look = (map: GlMap): void => {
    const seen = map.getBounds();
    const bbox = bboxOf(seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth());
    setView({ bbox, zoom: Math.max(0, Math.min(22, Number(map.getZoom().toFixed(2)))) });
  };
  return (
    <Box
      role="region"
      aria-label={t("Map of the results")}
      sx={{ height: 1, borderRadius: 4, overflow: "hidden", border: 1, borderColor: "divider" }}
    >
      <MapCanvas
        label={t("Map of the results")}
        styleUrl={styleUrl}
        attribution={attribution}
        start={{ bounds }}
        onFailure={onFailure}
        onReady={(map) => {
          look(map);
          map.on("moveend", () => look(map));
        }}
      >
        {(map) => (
          <>
            {data?.clusters.map((cluster) => (
              <MapPin key={`${cluster.latitude},${cluster.longitude}`} map={map} at={cluster} anchor="center">
                <ClusterPin
                  cluster={cluster}
                  onOpen={() =>
                    map.easeTo({ center: [cluster.longitude, cluster.latitude], zoom: map.getZoom() + 2 })
                  }
                />
              </MapPin>
            ))}
            {data?.points.map((point) => (
              <MapPin key={point.slug} map={map} at={point}>
                <VendorPin
                  point={point}
                  isOpen={opened === point.slug}
                  onToggle={(isOpen) => setOpened(isOpen ? point.slug : undefined)}
                />
              </MapPin>
            ))}
          </>
        )}
      </MapCanvas>
      <Box role="status" sx={VISUALLY_HIDDEN}>
        {data && seenWords(data.points.length, data.clusters.length)}
      </Box>
    </Box>
  );
}

function seenWords(points: number, clusters: number): string {
  return t("On this part of the map: {points} single businesses and {clusters} groups.", {
    points,
    clusters,
  });
}
