import Box from "@mui/material/Box";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "react-router";
import { useMe } from "@/api/me";
import { AppLink } from "@/components/AppLink";
import { TAP } from "@/components/tap";
import { rich } from "@/lib/language/rich";
import { shortDate } from "@/lib/time";
import { deletionQuery } from "./queries";

const PAGE = "/account/privacy";

/** On every other page: the account is going to be deleted, and where to keep it. */
export function DeletionNotice() {
  const { data: me } = useMe();
  const { data: deletion } = useQuery({ ...deletionQuery, enabled: Boolean(me) });
  const { pathname } = useLocation();
  if (!me || !deletion?.due_at || pathname === PAGE) return null;
  return (
    <Box
      role="status"
      sx={{
        display: "flex",
        flexWrap: "wrap",
        columnGap: 1,
        alignItems: "center",
        justifyContent: "center",
        px: 2,
        py: { xs: 1, sm: 0 },
        bgcolor: "accentSoft.main",
        color: "accentSoft.contrastText",
        fontSize: "0.875rem",
        fontWeight: 600,
        textAlign: "center",
      }}
    >
      {rich("Your account will be deleted on {date}.<link>Keep my account</link>", {
        date: shortDate(deletion.due_at),
        link: (words) => (
          <AppLink to={PAGE} sx={{ ...TAP, color: "inherit", textDecoration: "underline" }}>
            {words}
          </AppLink>
        ),
      })}
    </Box>
  );
}
