import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { CircleCheck, CircleDashed, CircleMinus, CircleX, Clock, type LucideIcon } from "lucide-react";
import type { VerificationCheck } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { said } from "@/lib/language/said";
import { exactTime, shortDate } from "@/lib/time";

interface Look {
  icon: LucideIcon;
  colour: string;
  word: string;
}

const LOOKS = (): Record<VerificationCheck["status"], Look> => ({
  approved: { icon: CircleCheck, colour: "primary.main", word: t("Checked") },
  waived: { icon: CircleMinus, colour: "text.secondary", word: t("Waived by TrustTrack") },
  submitted: { icon: Clock, colour: "text.secondary", word: t("Being checked") },
  rejected: { icon: CircleX, colour: "error.main", word: t("Not accepted") },
  withdrawn: { icon: CircleX, colour: "error.main", word: t("Taken back") },
  expired: { icon: CircleX, colour: "error.main", word: t("Expired") },
  missing: { icon: CircleDashed, colour: "text.secondary", word: t("Not checked yet") },
});

const HOW = (): Record<string, string> => ({
  documents: t("by its documents"),
  register: t("by the company register"),
  phone_code: t("by a code sent to the phone"),
  phone_call: t("by a phone call"),
  letter: t("by a letter to the address"),
  video: t("by a video call"),
  visit: t("by a visit"),
});

/** Each check with its outcome, when it was decided and how long it holds. */
export function CheckList({ checks }: { checks: VerificationCheck[] }) {
  return (
    <Box component="ul" sx={{ listStyle: "none", p: 0, m: 0, display: "grid", gap: 2 }}>
      {checks.map((check) => {
        const { icon: Icon, colour, word } = LOOKS()[check.status];
        return (
          <Box component="li" key={check.check} sx={{ display: "flex", gap: 1.5 }}>
            <Box aria-hidden sx={{ color: colour, lineHeight: 0, pt: 0.25 }}>
              <Icon size={22} />
            </Box>
            <Box>
              <Typography sx={{ fontWeight: 650, lineHeight: 1.4 }}>{said(check.label)}</Typography>
              <Typography variant="body2" sx={{ color: "text.secondary" }}>
                {word}
                {check.decided_at && (
                  <time dateTime={check.decided_at} title={exactTime(check.decided_at)}>
                    {t(" on {date}", { date: shortDate(check.decided_at) })}
                  </time>
                )}
                {check.method && HOW()[check.method] && `, ${HOW()[check.method]}`}
                {check.expires_at && t(", valid until {date}", { date: shortDate(check.expires_at) })}
              </Typography>
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}
