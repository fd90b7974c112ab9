import Box from "@mui/material/Box";
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import type { Preferences } from "@/api/types";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";
import { LANGUAGES } from "@/lib/language/languages";
import { needsClock } from "./change";
import { QuietHours } from "./QuietHours";
import { TimeZoneField } from "./TimeZoneField";
import type { Save } from "./useSave";

const DIGESTS = () =>
  ({
    off: t("Each mail by itself"),
    daily: t("One mail a day, at 8 in the morning"),
    weekly: t("One mail a week, Mondays at 8"),
  }) satisfies Record<Preferences["digest"], string>;

interface Props {
  preferences: Preferences;
  make: Save["make"];
}

/** In which language, on which clock, and when. */
export function ReadingPanel({ preferences, make }: Props) {
  const { language, timezone, digest, quiet_hours } = preferences;
  return (
    <Panel title={t("How we write to you")}>
      <Box sx={{ display: "grid", gap: 2.5 }}>
        <TextField
          select
          fullWidth
          label={t("Language")}
          value={language}
          onChange={({ target }) => {
            const chosen = target.value as Preferences["language"];
            make({ language: chosen }, t("We write in {language}", { language: LANGUAGES[chosen] }));
          }}
          helperText={t("Of these pages, and of mails and messages.")}
        >
          {Object.entries(LANGUAGES).map(([code, name]) => (
            <MenuItem key={code} value={code} lang={code} sx={{ minHeight: 44 }}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <TimeZoneField
          value={timezone}
          isNeeded={needsClock(preferences)}
          onChange={(zone) =>
            make(
              { timezone: zone },
              zone ? t("Times are those of {zone}", { zone }) : t("Times are those of the business"),
            )
          }
        />
        <QuietHours
          value={quiet_hours}
          onChange={(hours) =>
            make(
              { quiet_hours: hours },
              hours
                ? t("Quiet from {from} to {until}", { from: hours.from, until: hours.until })
                : t("No quiet hours"),
            )
          }
        />
        <TextField
          select
          fullWidth
          label={t("Mails that can wait")}
          value={digest}
          onChange={({ target }) => {
            const chosen = target.value as Preferences["digest"];
            make({ digest: chosen }, DIGESTS()[chosen]);
          }}
          helperText={t("Gathered in one mail, or not. Orders and security never wait.")}
        >
          {Object.entries(DIGESTS()).map(([key, words]) => (
            <MenuItem key={key} value={key} sx={{ minHeight: 44 }}>
              {words}
            </MenuItem>
          ))}
        </TextField>
      </Box>
    </Panel>
  );
}
