import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import type { VendorProfile } from "@/api/types";
import { RatingStars } from "@/components/RatingStars";
import { said } from "@/lib/language/said";
import { OpenState } from "./OpenState";
import { VendorCover } from "./VendorCover";
import { VerificationButton } from "./VerificationButton";

interface Props {
  vendor: VendorProfile;
  /** Beside the name; a heart. */
  action?: ReactNode;
}

export function ProfileHeader({ vendor, action }: Props) {
  return (
    <Box component="header">
      <VendorCover
        slug={vendor.slug}
        category={vendor.category.slug}
        url={vendor.cover_url}
        cover={vendor.cover}
        sizes="(max-width: 1200px) 100vw, 1152px"
        eager
        iconSize={64}
        sx={{
          height: { xs: 168, sm: 260 },
          borderRadius: { sm: 5 },
          mx: { xs: -2, sm: 0 },
          mt: { xs: -3, sm: 0 },
          width: "auto",
        }}
      />
      <Box sx={{ mt: 3, display: "flex", flexWrap: "wrap", gap: 1.5, alignItems: "center" }}>
        <Typography variant="h1" sx={{ mr: 0.5, overflowWrap: "anywhere" }}>
          {vendor.name}
        </Typography>
        <VerificationButton vendor={vendor} />
        {action}
      </Box>
      {vendor.tagline && (
        <Typography sx={{ mt: 1, color: "text.secondary", fontSize: "1.0625rem" }}>
          {vendor.tagline}
        </Typography>
      )}
      <Box
        sx={{
          mt: 1.5,
          display: "flex",
          flexWrap: "wrap",
          gap: 2,
          alignItems: "center",
          fontSize: "0.9375rem",
        }}
      >
        <RatingStars average={vendor.rating.average} count={vendor.rating.count} />
        <OpenState vendor={vendor} />
        <Box component="span" sx={{ color: "text.secondary" }}>
          {[said(vendor.category.name), vendor.city].filter(Boolean).join(" · ")}
        </Box>
      </Box>
    </Box>
  );
}
