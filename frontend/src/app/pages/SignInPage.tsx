import Typography from "@mui/material/Typography";
import { AppLink } from "@/components/AppLink";
import { TAP } from "@/components/tap";
import { SignIn } from "@/features/accounts/signIn/SignIn";
import { tabletHere } from "@/lib/tabletHere";
import { useTitle } from "@/lib/useTitle";

export function SignInPage() {
  useTitle("Sign in");
  const vendorName = tabletHere();
  return (
    <>
      {vendorName && (
        <Typography sx={{ textAlign: "center", px: 2, pt: 4, overflowWrap: "anywhere" }}>
          This device is a shared tablet of {vendorName}.{" "}
          <AppLink to="/tablet" sx={TAP}>
            Who is working?
          </AppLink>
        </Typography>
      )}
      <SignIn />
    </>
  );
}
