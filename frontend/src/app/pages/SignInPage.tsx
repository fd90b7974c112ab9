import Typography from "@mui/material/Typography";
import { AppLink } from "@/components/AppLink";
import { TAP } from "@/components/tap";
import { SignIn } from "@/features/accounts/signIn/SignIn";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import { tabletHere } from "@/lib/tabletHere";
import { useTitle } from "@/lib/useTitle";

export function SignInPage() {
  useTitle(t("Sign in"));
  const vendorName = tabletHere();
  return (
    <>
      {vendorName && (
        <Typography sx={{ textAlign: "center", px: 2, pt: 4, overflowWrap: "anywhere" }}>
          {rich("This device is a shared tablet of {vendorName}. <link>Who is working?</link>", {
            vendorName,
            link: (words) => (
              <AppLink to="/tablet" sx={TAP}>
                {words}
              </AppLink>
            ),
          })}
        </Typography>
      )}
      <SignIn />
    </>
  );
}
