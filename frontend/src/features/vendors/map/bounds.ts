/** West, south, east, north, in degrees. */
export type Bounds = [number, number, number, number];

interface Placed {
  location: { latitude: number; longitude: number } | null;
}

const MARGIN = 0.01;

/** What holds all the places, with a margin; undefined where none has a place. */
export function boundsOf(vendors: readonly Placed[]): Bounds | undefined {
  const places = vendors.flatMap(({ location }) => (location ? [location] : []));
  if (places.length === 0) return undefined;
  const [north, east] = [places.map((each) => each.latitude), places.map((each) => each.longitude)];
  return [
    Math.max(-180, Math.min(...east) - MARGIN),
    Math.max(-85, Math.min(...north) - MARGIN),
    Math.min(180, Math.max(...east) + MARGIN),
    Math.min(85, Math.max(...north) + MARGIN),
  ];
}

/** The part of the map that is seen, as the API asks for it. A view wider than the Earth is the Earth. */
export function bboxOf(west: number, south: number, east: number, north: number): string {
  const [left, right] = east - west >= 360 ? [-180, 180] : [turned(west), turned(east)];
  return [left, Math.max(-90, south), right, Math.min(90, north)].map((each) => each.toFixed(5)).join(",");
}

const turned = (longitude: number): number => ((((longitude + 180) % 360) + 360) % 360) - 180;
