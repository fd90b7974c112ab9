import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { BadgeCheck, ShieldQuestion } from "lucide-react";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { t } from "@/lib/language/catalogue";
import { shortDate } from "@/lib/time";
import { CheckList } from "./CheckList";
import { vendorQuery } from "./queries";

/** The vendor's own view of its checks; evidence is handed in and decided elsewhere. */
export function VerificationStatus({ slug }: { slug: string }) {
  const query = useQuery(vendorQuery(slug));
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={2} />}>
      {(vendor) => (
        <Box sx={{ display: "grid", gap: 2 }}>
          <Panel>
            <Box sx={{ display: "flex", gap: 2, alignItems: "center" }}>
              <Box
                aria-hidden
                sx={{ color: vendor.is_verified ? "primary.main" : "text.secondary", lineHeight: 0 }}
              >
                {vendor.is_verified ? <BadgeCheck size={40} /> : <ShieldQuestion size={40} />}
              </Box>
              <Box>
                <Typography variant="h3" component="h2">
                  {vendor.is_verified
                    ? t("Your business is verified")
                    : t("Your business is not verified yet")}
                </Typography>
                <Typography sx={{ color: "text.secondary" }}>
                  {vendor.is_verified && vendor.verified_at
                    ? t("Customers see the badge since {date}.", { date: shortDate(vendor.verified_at) })
                    : t("The badge appears when every check below was accepted.")}
                </Typography>
              </Box>
            </Box>
          </Panel>
          <Panel title={t("Checks")}>
            <CheckList checks={vendor.verification} />
          </Panel>
        </Box>
      )}
    </QueryView>
  );
}
