import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { MapPin, Phone } from "lucide-react";
import type { VendorProfile } from "@/api/types";
import { Panel } from "@/components/Panel";
import { TAP } from "@/components/tap";
import { t } from "@/lib/language/catalogue";
import { useNow } from "@/lib/useNow";
import { BadgeHistory } from "./BadgeHistory";
import { type DayHours, openingWeek, specialDaysAhead } from "./openingHours";

/** Where it is, when it is open, how to reach it. */
export function VendorFacts({ vendor }: { vendor: VendorProfile }) {
  const { line1, line2, postcode, city } = vendor.address;
  const lines = [line1, line2, [postcode, city].filter(Boolean).join(" ")].filter(Boolean);
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      {vendor.description && (
        <Panel title={t("About")}>
          <Typography sx={{ color: "text.secondary", whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
            {vendor.description}
          </Typography>
        </Panel>
      )}
      <Panel title={t("Place")}>
        <Fact icon={<MapPin size={20} />}>
          {lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
          {vendor.location && (
            <Link href={mapOf(vendor.location)} target="_blank" rel="noopener noreferrer" sx={TAP}>
              {t("Show on a map")}
            </Link>
          )}
        </Fact>
        {vendor.phone && (
          <Fact icon={<Phone size={20} />}>
            <Link href={`tel:${vendor.phone}`} sx={TAP}>
              {vendor.phone}
            </Link>
          </Fact>
        )}
      </Panel>
      <Panel title={t("Opening hours")}>
        <Hours vendor={vendor} />
      </Panel>
      <BadgeHistory slug={vendor.slug} />
    </Box>
  );
}

const mapOf = ({ latitude, longitude }: { latitude: number; longitude: number }): string =>
  `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;

function Fact({ icon, children }: { icon: React.ReactNode; children: React.ReactNode }) {
  return (
    <Box sx={{ display: "flex", gap: 1.5, alignItems: "flex-start", "& + &": { mt: 1 } }}>
      <Box aria-hidden sx={{ color: "primary.main", lineHeight: 0, pt: 0.25 }}>
        {icon}
      </Box>
      <Box sx={{ minWidth: 0, overflowWrap: "anywhere" }}>{children}</Box>
    </Box>
  );
}

function Hours({ vendor }: { vendor: VendorProfile }) {
  const now = useNow();
  const special = specialDaysAhead(vendor, now).slice(0, SPECIAL_SHOWN);
  return (
    <>
      <HoursList days={openingWeek(vendor, now)} />
      {special.length > 0 && (
        <>
          <Typography variant="h3" sx={{ mt: 2, mb: 0.75, fontSize: "1rem" }}>
            {t("Other hours")}
          </Typography>
          <HoursList days={special} />
        </>
      )}
    </>
  );
}

/** Days with other hours that a profile tells of. */
const SPECIAL_SHOWN = 10;

function HoursList({ days }: { days: DayHours[] }) {
  return (
    <Box component="dl" sx={{ m: 0, display: "grid", gap: 0.75 }}>
      {days.map(({ day, text, today }) => (
        <Box
          key={day}
          sx={{
            display: "flex",
            justifyContent: "space-between",
            gap: 2,
            fontWeight: today ? 700 : 400,
            color: today ? "text.primary" : "text.secondary",
          }}
        >
          <dt>{day}</dt>
          <Box component="dd" sx={{ m: 0, fontVariantNumeric: "tabular-nums", textAlign: "right" }}>
            {text}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
