/** Positions are rounded to about a kilometre before they are sent, so nothing finer is said. */
export function distanceWords(km: number): string {
  if (km < 1) return "less than 1 km away";
  return km < 10 ? `about ${Math.round(km)} km away` : `${Math.round(km)} km away`;
}
