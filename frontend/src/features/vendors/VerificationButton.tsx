import ButtonBase from "@mui/material/ButtonBase";
import { ShieldQuestion } from "lucide-react";
import { useState } from "react";
import type { VendorProfile } from "@/api/types";
import { VerifiedBadge } from "@/components/VerifiedBadge";
import { t } from "@/lib/language/catalogue";
import { VerificationDialog } from "./VerificationDialog";

/** The badge is a question that can be asked: what was checked, by when, until when. */
export function VerificationButton({ vendor }: { vendor: VendorProfile }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ButtonBase
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        aria-label={
          vendor.is_verified ? t("Verified: see what was checked") : t("Not verified: see what was checked")
        }
        sx={{
          minHeight: 44,
          borderRadius: 99,
          gap: 0.75,
          color: "text.secondary",
          fontSize: "0.9375rem",
          fontWeight: 550,
        }}
      >
        {vendor.is_verified ? (
          <VerifiedBadge />
        ) : (
          <>
            <ShieldQuestion size={18} aria-hidden /> {t("Not verified yet")}
          </>
        )}
      </ButtonBase>
      {open && <VerificationDialog vendor={vendor} onClose={() => setOpen(false)} />}
    </>
  );
}
