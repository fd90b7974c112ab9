import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "react-router";
import { useMe } from "@/api/me";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Page } from "@/components/Page";
import { QueryView } from "@/components/QueryView";
import { signOut } from "@/features/accounts/auth";
import { InvitationView } from "@/features/vendors/invitation/InvitationView";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function InvitationPage() {
  const { token = "" } = useParams();
  const query = useMe();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  useTitle(t("Invitation"));
  const next = `?next=${encodeURIComponent(`/invitations/${token}`)}`;
  const change = async (): Promise<void> => {
    await signOut();
    queryClient.clear();
    await navigate(`/sign-in${next}`);
  };
  const skeleton = (
    <Page width={560}>
      <CardSkeletons count={1} height={280} />
    </Page>
  );
  return (
    <QueryView query={query} skeleton={skeleton}>
      {(me) => (
        <InvitationView
          token={token}
          me={me}
          entrance={
            me ? (
              <Button variant="contained" onClick={() => void change()}>
                {t("Use another account")}
              </Button>
            ) : (
              <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1 }}>
                <Button component={Link} to={`/sign-in${next}`} variant="contained">
                  {t("Sign in")}
                </Button>
                <Button component={Link} to={`/sign-up${next}`} variant="outlined">
                  {t("Create an account")}
                </Button>
              </Box>
            )
          }
        />
      )}
    </QueryView>
  );
}
