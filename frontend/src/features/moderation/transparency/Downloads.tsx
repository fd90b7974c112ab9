import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Download } from "lucide-react";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";

const FILES = () =>
  [
    ["/api/v1/transparency/figures.csv", t("Every month as CSV"), "trusttrack-moderation.csv"],
    ["/api/v1/transparency/", t("This page as JSON"), "trusttrack-moderation.json"],
  ] as const;

/** The same figures for a spreadsheet or a program. */
export function Downloads() {
  return (
    <Panel title={t("Take the figures with you")}>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5 }}>
        {FILES().map(([path, words, name]) => (
          <Button
            key={path}
            component="a"
            href={path}
            download={name}
            variant="outlined"
            startIcon={<Download size={18} aria-hidden />}
          >
            {words}
          </Button>
        ))}
      </Box>
    </Panel>
  );
}
