import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Typography from "@mui/material/Typography";
import type { VendorProfile } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { shortDate } from "@/lib/time";
import { CheckList } from "./CheckList";

interface Props {
  vendor: VendorProfile;
  onClose: () => void;
}

export function VerificationDialog({ vendor, onClose }: Props) {
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="verification-title">
      <DialogTitle id="verification-title" variant="h3" sx={{ pt: 3 }}>
        {vendor.is_verified
          ? t("What we checked about {vendor}", { vendor: vendor.name })
          : t("{vendor} is not verified yet", { vendor: vendor.name })}
      </DialogTitle>
      <DialogContent>
        <Typography variant="body2" sx={{ color: "text.secondary", mb: 2 }}>
          {vendor.is_verified && vendor.verified_at
            ? t(
                "Last checked on {date}. A person looked at the evidence of each check, except a phone confirmed by a code and checks marked as waived.",
                { date: shortDate(vendor.verified_at) },
              )
            : t(
                "A business is verified when every check stands: by evidence that a person looked at, or for the phone by a code.",
              )}
        </Typography>
        <CheckList checks={vendor.verification} />
        <Box sx={{ height: 4 }} />
      </DialogContent>
      <DialogActions sx={{ p: 3, pt: 0 }}>
        <Button variant="contained" onClick={onClose}>
          {t("Close")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
