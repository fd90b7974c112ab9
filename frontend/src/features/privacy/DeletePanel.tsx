import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import type { Deletion } from "@/api/types";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";
import { DeleteDialog } from "./DeleteDialog";

const GOES = () => [
  t("Your name, e-mail, phone and addresses, and what you wrote to businesses with your orders"),
  t("Your memberships in teams, your sign-ins and second factors"),
  t("The mails that we noted, and the copies of your data"),
];
const STAYS = () => [
  t("Your orders, with the businesses, without your name: the law has them keep their books"),
  t("Your reviews, as those of a former customer"),
  t("Sealed entries of your orders in the public log, so that every proof still holds"),
];

/** What goes, what stays, what is in the way; then the way out. */
export function DeletePanel({ email, obstacles }: { email: string; obstacles: Deletion["obstacles"] }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <Panel title={t("Delete my account")}>
      <Typography sx={{ color: "text.secondary", mb: 2 }}>
        {t(
          "It takes two weeks, in which you can change your mind by signing in. After that nobody can bring it back.",
        )}
      </Typography>
      <Box sx={{ display: "grid", gridTemplateColumns: { sm: "1fr 1fr" }, gap: 2, mb: 2.5 }}>
        <Points title={t("What goes")} points={GOES()} />
        <Points title={t("What stays")} points={STAYS()} />
      </Box>
      {obstacles.length > 0 && (
        <Alert severity="info" sx={{ borderRadius: 3, mb: 2.5 }}>
          <Typography sx={{ fontWeight: 600 }}>{t("To settle first")}</Typography>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {obstacles.map(({ code, detail }) => (
              <li key={code}>{detail}</li>
            ))}
          </Box>
        </Alert>
      )}
      <Button
        variant="outlined"
        color="error"
        disabled={obstacles.length > 0}
        onClick={() => setAsking(true)}
      >
        {t("Delete my account")}
      </Button>
      {isAsking && <DeleteDialog email={email} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

function Points({ title, points }: { title: string; points: string[] }) {
  return (
    <Box>
      <Typography component="h3" sx={{ fontWeight: 600 }}>
        {title}
      </Typography>
      <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5, display: "grid", gap: 0.5 }}>
        {points.map((point) => (
          <Typography key={point} component="li" variant="body2">
            {point}
          </Typography>
        ))}
      </Box>
    </Box>
  );
}
