export interface Place {
  latitude: number;
  longitude: number;
}

/** Six decimals are ten centimetres. */
const DECIMALS = 6;

export const isPlace = ({ latitude, longitude }: Place): boolean =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;

export const rounded = ({ latitude, longitude }: Place): Place => ({
  latitude: Number(latitude.toFixed(DECIMALS)),
  longitude: Number(wrapped(longitude).toFixed(DECIMALS)),
});

/** A map that was turned around the Earth says 190 where people say −170. */
export const wrapped = (longitude: number): number => ((((longitude + 180) % 360) + 360) % 360) - 180;
