import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { t } from "@/lib/language/catalogue";
import type { Row } from "./rows";
import { STANDING } from "./standing";

/** Point by point: what was proven, what was not, and what that means. */
export function PropertyList({ rows }: { rows: readonly Row[] }) {
  return (
    <Box
      component="ul"
      aria-label={t("What was checked")}
      sx={{
        listStyle: "none",
        m: 0,
        p: 0,
        display: "grid",
        columnGap: 4,
        gridTemplateColumns: "minmax(0, 1fr)",
      }}
    >
      {rows.map((row) => (
        <Point key={row.key} row={row} />
      ))}
    </Box>
  );
}

function Point({ row: { status, title, text, word: own } }: { row: Row }) {
  const { word, icon: Icon, ground } = STANDING()[status];
  return (
    <Box
      component="li"
      sx={{ display: "flex", gap: 1.5, py: 1.25, borderTop: 1, borderColor: "divider", minWidth: 0 }}
    >
      <Box
        aria-hidden
        sx={{
          width: 28,
          height: 28,
          flexShrink: 0,
          borderRadius: "50%",
          display: "grid",
          placeItems: "center",
          bgcolor: `${ground}.main`,
          color: `${ground}.contrastText`,
        }}
      >
        <Icon size={16} strokeWidth={2.5} />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: "flex", justifyContent: "space-between", gap: 2, flexWrap: "wrap" }}>
          <Typography component="span" sx={{ fontWeight: 650 }}>
            {title}
          </Typography>
          <Typography
            component="span"
            variant="body2"
            sx={{ fontWeight: 600, color: status === "failed" ? "error.main" : "text.secondary" }}
          >
            {own ?? word}
          </Typography>
        </Box>
        <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
          {text}
        </Typography>
      </Box>
    </Box>
  );
}
