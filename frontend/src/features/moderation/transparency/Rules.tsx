import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { Transparency } from "@/api/types";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";

interface Props {
  rules: Transparency["rules"];
  samplePercent: number;
}

/** Every rule in force, with its version. Rules suggest; people decide. */
export function Rules({ rules, samplePercent }: Props) {
  return (
    <Panel title={t("The rules that make us look")}>
      <Typography sx={{ color: "text.secondary", mb: 1 }}>
        {t(
          "None of them hides anything: each only asks a person to look. Beside them, {samplePercent} of a hundred reviews are drawn for a look.",
          { samplePercent },
        )}
      </Typography>
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0 }}>
        {rules.map((rule) => (
          <Box
            key={`${rule.leads_to} ${rule.code}`}
            component="li"
            sx={{ py: 1.5, borderTop: 1, borderColor: "divider" }}
          >
            <Typography component="h3" sx={{ fontWeight: 600 }}>
              {rule.title}
            </Typography>
            <Typography variant="body2">{rule.words}</Typography>
            <Typography variant="body2" sx={{ color: "text.secondary" }}>
              {t("Version {version}. {value}", {
                version: rule.version,
                value:
                  rule.leads_to === "queue"
                    ? t("Puts the review before a person.")
                    : t("Shown to whoever decides about the review."),
              })}
            </Typography>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
