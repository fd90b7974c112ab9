import ButtonBase from "@mui/material/ButtonBase";
import { MapPin as PinIcon } from "lucide-react";
import { type Map as GlMap, MercatorCoordinate } from "maplibre-gl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { t } from "@/lib/language/catalogue";
import { MapCanvas } from "./MapCanvas";
import { MapPin } from "./MapPin";
import { type Place, rounded } from "./places";

interface Props {
  label: string;
  styleUrl: string;
  attribution: string;
  value: Place | null;
  /** Where the map looks while no place is chosen. */
  around: Place;
  onChange: (place: Place) => void;
  onFailure: () => void;
}

const STEPS: Record<string, [east: number, south: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Pixels that one press of an arrow key moves the pin; with Shift ten times as many. */
const STEP = 2;
const CLOSE = 16;
const FAR = 11;

/** Press on the map, drag the pin, or move it by the arrow keys. */
export default function PickerMap({
  label,
  styleUrl,
  attribution,
  value,
  around,
  onChange,
  onFailure,
}: Props) {
  const map = useRef<GlMap>(null);
  const centre = value ?? around;
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    const drawn = map.current;
    if (drawn && value && !drawn.getBounds().contains([value.longitude, value.latitude])) {
      drawn.jumpTo({ center: [value.longitude, value.latitude], zoom: Math.max(drawn.getZoom(), CLOSE) });
    }
  }, [value]);
  return (
    <MapCanvas
      label={label}
      styleUrl={styleUrl}
      attribution={attribution}
      start={{ center: [centre.longitude, centre.latitude], zoom: value ? CLOSE : FAR }}
      onFailure={onFailure}
      onReady={(made) => {
        map.current = made;
        made.on("click", ({ lngLat }) =>
          change.current(rounded({ latitude: lngLat.lat, longitude: lngLat.lng })),
        );
      }}
    >
      {(made) =>
        value && (
          <MapPin map={made} at={value} onDragged={(place) => onChange(rounded(place))}>
            <ButtonBase
              aria-label={t("Pin. The arrow keys move it, with Shift in larger steps.")}
              onKeyDown={(event) => {
                const moved = movedBy(event, made, value);
                if (moved) onChange(moved);
              }}
              sx={{ width: 44, height: 48, color: "primary.main", cursor: "grab", borderRadius: 2 }}
            >
              <PinIcon size={44} fill="var(--mui-palette-background-paper)" strokeWidth={2} aria-hidden />
            </ButtonBase>
          </MapPin>
        )
      }
    </MapCanvas>
  );
}

function movedBy(event: KeyboardEvent, map: GlMap, { latitude, longitude }: Place): Place | undefined {
  const step = STEPS[event.key];
  if (!step) return undefined;
  event.preventDefault();
  event.stopPropagation();
  const size = (STEP * (event.shiftKey ? 10 : 1)) / (512 * 2 ** map.getZoom());
  const from = MercatorCoordinate.fromLngLat([longitude, latitude]);
  const to = new MercatorCoordinate(from.x + step[0] * size, from.y + step[1] * size).toLngLat();
  return rounded({ latitude: to.lat, longitude: to.lng });
}
