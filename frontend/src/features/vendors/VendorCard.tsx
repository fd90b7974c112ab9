import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Typography from "@mui/material/Typography";
import { MapPin } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { VendorSummary } from "@/api/types";
import { RatingStars } from "@/components/RatingStars";
import { VerifiedBadge } from "@/components/VerifiedBadge";
import { said } from "@/lib/language/said";
import { distanceWords } from "./distance";
import { OpenState } from "./OpenState";
import { VendorCover } from "./VendorCover";

interface Props {
  vendor: VendorSummary;
  /** On the picture's corner; a heart. */
  action?: ReactNode;
  /** Below everything; why it is here. */
  children?: ReactNode;
}

export function VendorCard({ vendor, action, children }: Props) {
  return (
    <Card
      component="article"
      sx={{
        position: "relative",
        height: 1,
        display: "flex",
        flexDirection: "column",
        transition: "transform 180ms, box-shadow 180ms, border-color 180ms",
        "&:hover": {
          transform: "translateY(-2px)",
          boxShadow: "0 14px 34px rgb(12 40 26 / 10%)",
          borderColor: "primary.main",
        },
      }}
    >
      <VendorCover
        slug={vendor.slug}
        category={vendor.category.slug}
        url={vendor.cover_url}
        cover={vendor.cover}
        sizes="(max-width: 600px) 100vw, 400px"
        sx={{ height: 148 }}
        iconSize={52}
      />
      {vendor.is_verified && (
        <Box sx={{ position: "absolute", top: 12, left: 12 }}>
          <VerifiedBadge solid />
        </Box>
      )}
      {action && <Box sx={{ position: "absolute", top: 6, right: 6, zIndex: 1 }}>{action}</Box>}
      <Box sx={{ p: 2, display: "flex", flexDirection: "column", gap: 0.5, flex: 1 }}>
        <Box sx={{ display: "flex", justifyContent: "space-between", gap: 1, alignItems: "baseline" }}>
          <Typography variant="h3" component="h2" sx={{ overflowWrap: "anywhere" }}>
            <Box
              component={Link}
              to={`/v/${vendor.slug}`}
              sx={{
                color: "inherit",
                textDecoration: "none",
                "&::after": { content: '""', position: "absolute", inset: 0, borderRadius: 4 },
              }}
            >
              {vendor.name}
            </Box>
          </Typography>
          <RatingStars average={vendor.rating.average} count={vendor.rating.count} />
        </Box>
        <Typography
          variant="body2"
          sx={{
            color: "text.secondary",
            display: "-webkit-box",
            WebkitLineClamp: 2,
            WebkitBoxOrient: "vertical",
            overflow: "hidden",
          }}
        >
          {vendor.tagline || said(vendor.category.name)}
        </Typography>
        <Box
          sx={{
            mt: "auto",
            pt: 1.25,
            display: "flex",
            gap: 1.5,
            alignItems: "center",
            flexWrap: "wrap",
            fontSize: "0.875rem",
          }}
        >
          <OpenState vendor={vendor} />
          <Box
            component="span"
            sx={{
              display: "inline-flex",
              alignItems: "center",
              gap: 0.5,
              color: "text.secondary",
              minWidth: 0,
            }}
          >
            <MapPin size={15} aria-hidden />
            {[vendor.city, vendor.distance_km === null ? "" : distanceWords(vendor.distance_km)]
              .filter(Boolean)
              .join(" · ")}
          </Box>
        </Box>
        {children}
      </Box>
    </Card>
  );
}
