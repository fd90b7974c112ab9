import Box from "@mui/material/Box";
import { t } from "@/lib/language/catalogue";
import { clockTime } from "@/lib/time";
import type { LiveConnection } from "@/lib/useLiveSocket";
import { useOnline } from "@/lib/useOnline";

function describe(
  { state, since }: LiveConnection,
  online: boolean,
): { text: string; colour: string; beats: boolean } {
  const clock = since && clockTime(new Date(since).toISOString());
  if (!online)
    return {
      text: clock ? t("Offline since {clock}", { clock }) : t("Offline"),
      colour: "error.main",
      beats: false,
    };
  if (state === "live") return { text: t("Live"), colour: "brand.main", beats: true };
  if (state === "connecting") return { text: t("Connecting…"), colour: "secondary.main", beats: false };
  return {
    text: clock ? t("Reconnecting since {clock}", { clock }) : t("Reconnecting"),
    colour: "secondary.main",
    beats: false,
  };
}

/** Says honestly whether what is on screen is fresh. */
export function ConnectionState({ connection }: { connection: LiveConnection }) {
  const { text, colour, beats } = describe(connection, useOnline());
  return (
    <Box
      role="status"
      sx={{
        display: "inline-flex",
        alignItems: "center",
        gap: 1,
        fontSize: "0.875rem",
        fontWeight: 600,
        color: "text.secondary",
        whiteSpace: "nowrap",
      }}
    >
      <Box
        aria-hidden
        sx={{
          width: 10,
          height: 10,
          borderRadius: "50%",
          bgcolor: colour,
          "@keyframes beat": { "50%": { opacity: 0.35 } },
          animation: beats ? "beat 2s ease-in-out infinite" : "none",
        }}
      />
      {text}
    </Box>
  );
}
