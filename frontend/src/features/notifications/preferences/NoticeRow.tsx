import Box from "@mui/material/Box";
import FormControlLabel from "@mui/material/FormControlLabel";
import Switch from "@mui/material/Switch";
import Typography from "@mui/material/Typography";
import { Lock } from "lucide-react";
import type { NoticeChoices } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { CHANNEL_WORDS } from "./channels";
import type { Save } from "./useSave";

interface Props {
  notice: NoticeChoices;
  make: Save["make"];
}

/** One notice: what it tells, and a switch for each way. */
export function NoticeRow({ notice, make }: Props) {
  return (
    <Box
      component="li"
      sx={{ py: 1.5, "& + &": { borderTop: 1, borderColor: "divider" }, "&:last-of-type": { pb: 0 } }}
    >
      <Typography component="h3" sx={{ fontSize: "1rem", fontWeight: 650 }}>
        {notice.title}
      </Typography>
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        {notice.about}
      </Typography>
      {notice.is_required && (
        <Typography
          variant="body2"
          sx={{ color: "text.secondary", mt: 0.5, display: "flex", gap: 0.75, alignItems: "center" }}
        >
          <Lock size={15} aria-hidden /> {t("The law or your security asks for it, so it stays on.")}
        </Typography>
      )}
      <Box sx={{ display: "flex", flexWrap: "wrap", columnGap: 2, mt: 0.5 }}>
        {notice.channels.map(({ channel, is_on, is_fixed }) => (
          <FormControlLabel
            key={channel}
            sx={{ minHeight: 44, minWidth: 120, mr: 0 }}
            label={CHANNEL_WORDS()[channel]}
            disabled={is_fixed}
            control={
              <Switch
                checked={is_on}
                onChange={(_event, on) =>
                  make(
                    { choices: [{ kind: notice.kind, channel, is_on: on }] },
                    on
                      ? t("{notice}: {channel} is on", {
                          notice: notice.title,
                          channel: CHANNEL_WORDS()[channel],
                        })
                      : t("{notice}: {channel} is off", {
                          notice: notice.title,
                          channel: CHANNEL_WORDS()[channel],
                        }),
                  )
                }
                slotProps={{ input: { "aria-label": `${notice.title}: ${CHANNEL_WORDS()[channel]}` } }}
              />
            }
          />
        ))}
      </Box>
    </Box>
  );
}
