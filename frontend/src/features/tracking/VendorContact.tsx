import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { Store } from "lucide-react";
import { Link } from "react-router";
import type { Tracking } from "@/api/types";
import { Panel } from "@/components/Panel";
import { VerifiedBadge } from "@/components/VerifiedBadge";

/** Who can be asked. */
export function VendorContact({ vendor }: { vendor: Tracking["vendor"] }) {
  return (
    <Panel>
      <Box sx={{ display: "flex", gap: 2, alignItems: "center", flexWrap: "wrap" }}>
        <Box
          aria-hidden
          sx={{
            width: 52,
            height: 52,
            borderRadius: 4,
            display: "grid",
            placeItems: "center",
            bgcolor: "brandSoft.main",
            color: "brandSoft.contrastText",
          }}
        >
          <Store size={26} />
        </Box>
        <Box sx={{ flex: 1, minWidth: 160 }}>
          <Typography variant="h3" component="h2" sx={{ mb: 0.5, overflowWrap: "anywhere" }}>
            {vendor.name}
          </Typography>
          {vendor.is_verified ? (
            <VerifiedBadge />
          ) : (
            <Typography variant="body2" sx={{ color: "text.secondary" }}>
              Not verified yet
            </Typography>
          )}
        </Box>
        <Button component={Link} to={`/v/${vendor.slug}`} variant="outlined">
          Contact and opening hours
        </Button>
      </Box>
    </Panel>
  );
}
