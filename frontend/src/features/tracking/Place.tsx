import { BadgeCheck, MapPin, Phone } from "lucide-react";
import type { Tracking } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { useNow } from "@/lib/useNow";
import { openingDays, openingToday } from "./openingToday";

const mapOf = ({ latitude, longitude }: { latitude: number; longitude: number }): string =>
  `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;

/** Where it is picked up, or who brings it; and who can be asked. */
export function Place({ tracking: { vendor, fulfilment } }: { tracking: Tracking }) {
  const title = fulfilment === "delivery" ? t("Who brings it") : t("Where to pick it up");
  const { line1, line2, postcode, city } = vendor.address;
  const lines = [line1, line2, [postcode, city].filter(Boolean).join(" ")].filter(Boolean);
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <p className="vendor-name">
        {vendor.name}{" "}
        {vendor.is_verified && (
          <span className="badge">
            <BadgeCheck size={16} aria-hidden="true" />
            {t("Verified")}
          </span>
        )}
      </p>
      <address>
        {lines.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </address>
      <Hours vendor={vendor} />
      <div className="links">
        {vendor.location && (
          <a href={mapOf(vendor.location)} target="_blank" rel="noopener noreferrer">
            <MapPin size={18} aria-hidden="true" />
            {"\u00a0"}
            {t("Show on a map")}
          </a>
        )}
        {vendor.phone && (
          <a href={`tel:${vendor.phone}`}>
            <Phone size={18} aria-hidden="true" />
            {"\u00a0"}
            {t("Call {phone}", { phone: vendor.phone })}
          </a>
        )}
        <a href={`/v/${vendor.slug}`}>{t("Profile and reviews")}</a>
      </div>
    </section>
  );
}

function Hours({ vendor }: { vendor: Tracking["vendor"] }) {
  const today = openingToday(vendor, useNow());
  if (!today) return null;
  return (
    <details className="opening">
      <summary className="hours">{today}</summary>
      <ul className="quiet">
        {openingDays(vendor).map(({ day, words }) => (
          <li key={day}>
            {day}: {words}
          </li>
        ))}
      </ul>
    </details>
  );
}
