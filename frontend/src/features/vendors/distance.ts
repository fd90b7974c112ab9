import { t } from "@/lib/language/catalogue";

/** Positions are rounded to about a kilometre before they are sent, so nothing finer is said. */
export function distanceWords(km: number): string {
  if (km < 1) return t("less than 1 km away");
  return km < 10
    ? t("about {km} km away", { km: Math.round(km) })
    : t("{km} km away", { km: Math.round(km) });
}
