import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Link, useLocation } from "react-router";
import { secondFactorNeed } from "@/api/secondFactorNeed";
import { ActionAlert } from "@/components/ActionAlert";
import { t } from "@/lib/language/catalogue";

export function SecondFactorAlert() {
  const { pathname } = useLocation();
  if (pathname.startsWith("/account/security")) return null;
  return (
    <Box sx={{ maxWidth: 1200, width: "100%", mx: "auto", px: { xs: 2, sm: 3 }, pt: 2 }}>
      <ActionAlert
        severity="warning"
        title={t("Set up a second factor")}
        action={
          <>
            <Button
              component={Link}
              to={`/account/security/set-up?next=${encodeURIComponent(pathname)}`}
              variant="contained"
            >
              {t("Set it up")}
            </Button>
            <Button color="inherit" onClick={secondFactorNeed.forget}>
              {t("Not now")}
            </Button>
          </>
        }
      >
        {t("What you tried needs an account with a second factor.")}
      </ActionAlert>
    </Box>
  );
}
