import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Page } from "@/components/Page";
import { RequireAccount } from "@/features/accounts/RequireAccount";
import { FavouriteButton } from "@/features/discovery/FavouriteButton";
import { FavouriteList } from "@/features/discovery/FavouriteList";
import { SavedSearches } from "@/features/discovery/SavedSearches";
import { VendorCard } from "@/features/vendors/VendorCard";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function FavouritesPage() {
  useTitle(t("Favourites"));
  return (
    <RequireAccount>
      {() => (
        <Page title={t("Favourites")}>
          <FavouriteList>
            {({ vendor }) => (
              <VendorCard
                key={vendor.slug}
                vendor={vendor}
                action={<FavouriteButton slug={vendor.slug} name={vendor.name} />}
              />
            )}
          </FavouriteList>
          <Box component="section" aria-label={t("Saved searches")} sx={{ mt: 6, maxWidth: 640 }}>
            <Typography variant="h2" sx={{ mb: 2 }}>
              {t("Saved searches")}
            </Typography>
            <SavedSearches />
          </Box>
        </Page>
      )}
    </RequireAccount>
  );
}
