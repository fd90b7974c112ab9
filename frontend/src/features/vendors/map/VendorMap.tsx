import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { useQuery } from "@tanstack/react-query";
import { MapPinOff } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { canDrawMaps, mapStyleQuery } from "@/components/map/mapStyle";
import { StateMessage } from "@/components/StateMessage";
import { t } from "@/lib/language/catalogue";
import type { VendorFilters } from "../filters";
import type { Bounds } from "./bounds";

const DrawnMap = lazy(() => import("./DrawnMap"));

interface Props {
  filters: VendorFilters;
  /** Where the vendors of the list lie. */
  bounds: Bounds | undefined;
}

/** The matches on a map; where none can be drawn it says so, and the list beside it is the way. */
export function VendorMap({ filters, bounds }: Props) {
  const { data, isPending } = useQuery(mapStyleQuery());
  const [canDraw, setCanDraw] = useState(canDrawMaps);
  if (canDraw && isPending) return <Skeleton variant="rounded" sx={{ height: 1 }} />;
  if (!data?.style_url || !canDraw) return <NoMap hasStyle={Boolean(data?.style_url)} />;
  return (
    <Suspense fallback={<Skeleton variant="rounded" sx={{ height: 1 }} />}>
      <DrawnMap
        key={bounds?.join()}
        styleUrl={data.style_url}
        attribution={data.attribution}
        filters={filters}
        bounds={bounds}
        onFailure={() => setCanDraw(false)}
      />
    </Suspense>
  );
}

function NoMap({ hasStyle }: { hasStyle: boolean }) {
  return (
    <Box sx={{ border: 1, borderColor: "divider", borderRadius: 4, bgcolor: "background.paper" }}>
      <StateMessage icon={MapPinOff} title={t("No map here")}>
        {hasStyle
          ? t("Your browser cannot draw it. The list holds the same businesses.")
          : t("This site has no map set up. The list holds the same businesses.")}
      </StateMessage>
    </Box>
  );
}
