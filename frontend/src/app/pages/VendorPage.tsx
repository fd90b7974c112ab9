import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { useMe } from "@/api/me";
import { AppLink } from "@/components/AppLink";
import { Page } from "@/components/Page";
import { QueryView } from "@/components/QueryView";
import { FavouriteButton } from "@/features/discovery/FavouriteButton";
import { ReviewActions } from "@/features/reviews/ReviewActions";
import { ReviewList } from "@/features/reviews/ReviewList";
import { BasketBar } from "@/features/vendors/BasketBar";
import { ItemList } from "@/features/vendors/ItemList";
import { ProfileHeader } from "@/features/vendors/ProfileHeader";
import { vendorQuery } from "@/features/vendors/queries";
import { VendorFacts } from "@/features/vendors/VendorFacts";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import { DEFAULT_CURRENCY } from "@/lib/money";
import { useTitle } from "@/lib/useTitle";

export function VendorPage() {
  const { slug = "" } = useParams();
  const query = useQuery(vendorQuery(slug));
  const { data: me } = useMe();
  useTitle(query.data?.name);
  return (
    <Page>
      <QueryView query={query} skeleton={<ProfileSkeleton />}>
        {(vendor) => (
          <>
            <ProfileHeader
              vendor={vendor}
              action={<FavouriteButton slug={vendor.slug} name={vendor.name} />}
            />
            <Box
              sx={{
                mt: 4,
                display: "grid",
                gap: { xs: 4, md: 6 },
                gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "minmax(0, 1fr) 340px" },
                alignItems: "start",
              }}
            >
              <Box sx={{ minWidth: 0 }}>
                {!vendor.accepts_orders && (
                  <Alert severity="info" sx={{ mb: 3, borderRadius: 3 }}>
                    {vendor.accepts_orders_reason || t("This business takes no orders right now.")}
                  </Alert>
                )}
                <ItemList vendor={vendor} canOrder={vendor.accepts_orders} />
              </Box>
              <VendorFacts vendor={vendor} />
              <Box component="section" aria-label={t("Reviews")} sx={{ minWidth: 0 }}>
                <Typography variant="h2" sx={{ mb: 2 }}>
                  {t("Reviews")}
                </Typography>
                <Typography variant="body2" sx={{ color: "text.secondary", mt: -1.5, mb: 1 }}>
                  {rich("Every published, edited or removed review is <link>in the log</link>.", {
                    link: (words) => <AppLink to="/ledger#tools">{words}</AppLink>,
                  })}
                </Typography>
                <ReviewList
                  slug={slug}
                  vendorName={vendor.name}
                  actionFor={(review) => <ReviewActions review={review} me={me} slug={slug} />}
                />
              </Box>
            </Box>
            {vendor.accepts_orders && (
              <BasketBar slug={slug} currency={vendor.currency ?? DEFAULT_CURRENCY} />
            )}
          </>
        )}
      </QueryView>
    </Page>
  );
}

function ProfileSkeleton() {
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <Skeleton variant="rounded" height={240} sx={{ borderRadius: 5 }} />
      <Skeleton width="50%" height={56} />
      <Skeleton width="35%" />
      <Skeleton variant="rounded" height={320} sx={{ borderRadius: 4 }} />
    </Box>
  );
}
