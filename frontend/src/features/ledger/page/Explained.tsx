import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Archive, Eye, ShieldQuestion, UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";

/** What the log is, to somebody who has never heard of one: all of it in one glance, on a desk. */
export function Explained() {
  return (
    <Panel>
      <Box
        sx={{
          display: "grid",
          gap: 2.5,
          columnGap: 5,
          gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "repeat(2, minmax(0, 1fr))" },
        }}
      >
        <Subject icon={<Archive size={20} />} title={t("What is kept")}>
          <li>{t("Every step of every order: what was said, by which side, and when it was recorded.")}</li>
          <li>{t("Every review published, edited or removed, and every badge given or taken back.")}</li>
          <li>{t("What moderators do, every erasure, and every new key and witness.")}</li>
        </Subject>
        <Subject icon={<Eye size={20} />} title={t("What an outsider sees")}>
          <li>
            {t(
              "Of an order: when something was recorded, and values that look random. No names, numbers, prices or notes, and not which entries belong together. Only its link opens it.",
            )}
          </li>
          <li>{t("In plain words: published reviews, changes of badges, and what moderators did.")}</li>
        </Subject>
        <Subject icon={<UsersRound size={20} />} title={t("Who could cheat, and who would notice")}>
          <li>
            {rich(
              "<b>We change or remove an entry:</b> everybody with the link, and every browser that was here.",
              { b: (words) => <b>{words}</b> },
            )}
          </li>
          <li>
            {rich("<b>We show you another log:</b> the witnesses, and two readers who compare checkpoints.", {
              b: (words) => <b>{words}</b>,
            })}
          </li>
          <li>
            {rich(
              "<b>We hold back the newest entry:</b> your browser, which asks for proof that there is none.",
              { b: (words) => <b>{words}</b> },
            )}
          </li>
          <li>
            {rich(
              "<b>We keep two histories of an order:</b> readers of the log, and you, by the order’s chain.",
              { b: (words) => <b>{words}</b> },
            )}
          </li>
        </Subject>
        <Subject icon={<ShieldQuestion size={20} />} title={t("What is not proven")}>
          <li>
            {t("That a statement was true. “Delivered” is what somebody said; the log holds who, and when.")}
          </li>
          <li>{t("That the witnesses are independent of us: below stands who runs them.")}</li>
          <li>{t("That the program on our pages is honest. It comes from us; the tools below need not.")}</li>
        </Subject>
      </Box>
    </Panel>
  );
}

function Subject({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box sx={{ display: "flex", gap: 1, alignItems: "center", mb: 0.5 }}>
        <Box aria-hidden sx={{ color: "primary.main", lineHeight: 0 }}>
          {icon}
        </Box>
        <Typography variant="h4" component="h2">
          {title}
        </Typography>
      </Box>
      <Box
        component="ul"
        sx={{ m: 0, pl: 2.5, display: "grid", gap: 0.5, fontSize: "0.9375rem", lineHeight: 1.45 }}
      >
        {children}
      </Box>
    </Box>
  );
}
