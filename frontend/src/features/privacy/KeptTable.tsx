import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";
import { KEPT } from "./kept";

/** What we keep, why, and how long. On a phone each row is a paragraph. */
export function KeptTable() {
  return (
    <Panel title={t("What we keep, and why")}>
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0 }}>
        {KEPT().map(({ what, why, until }) => (
          <Box
            key={what}
            component="li"
            sx={{
              display: "grid",
              gridTemplateColumns: { sm: "1fr 1.4fr 1.4fr" },
              gap: { xs: 0.5, sm: 2 },
              py: 1.5,
              borderTop: 1,
              borderColor: "divider",
              "&:first-of-type": { borderTop: 0, pt: 0 },
              "&:last-of-type": { pb: 0 },
            }}
          >
            <Typography sx={{ fontWeight: 600 }}>{what}</Typography>
            <Typography variant="body2">{why}</Typography>
            <Typography variant="body2" sx={{ color: "text.secondary" }}>
              {until}
            </Typography>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
