import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Typography from "@mui/material/Typography";
import type { VendorProfile } from "@/api/types";
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
        {vendor.is_verified ? `What we checked about ${vendor.name}` : `${vendor.name} is not verified yet`}
      </DialogTitle>
      <DialogContent>
        <Typography variant="body2" sx={{ color: "text.secondary", mb: 2 }}>
          {vendor.is_verified && vendor.verified_at
            ? `Its last check was on ${shortDate(vendor.verified_at)}. A person looked at the evidence, but for a phone that a code showed to be theirs, and what is marked as waived.`
            : "A business is verified when every check stands: a person has looked at the evidence, or a code showed that the phone is theirs."}
        </Typography>
        <CheckList checks={vendor.verification} />
        <Box sx={{ height: 4 }} />
      </DialogContent>
      <DialogActions sx={{ p: 3, pt: 0 }}>
        <Button variant="contained" onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}
