import Box from "@mui/material/Box";
import { lazy, Suspense } from "react";
import { Outlet, useLocation } from "react-router";
import { CardSkeletons } from "@/components/CardSkeletons";
import { OfflineBanner } from "@/components/OfflineBanner";
import { Page } from "@/components/Page";
import { ReauthenticationGate } from "@/features/accounts/reauthentication/ReauthenticationGate";
import { DeletionNotice } from "@/features/privacy/DeletionNotice";
import { t } from "@/lib/language/catalogue";
import { ErrorBoundary } from "./ErrorBoundary";
import { Footer } from "./Footer";
import { Header } from "./Header";
import { SecondFactorNotice } from "./SecondFactorNotice";
import { useScrollToTop } from "./useScrollToTop";

// After everything that the first view needs
const NewVersion = lazy(async () => ({ default: (await import("./NewVersion")).NewVersion }));

/** Around every page: skip link, header, banners, footer, and the question who it is. */
export function AppShell() {
  const { pathname } = useLocation();
  useScrollToTop();
  return (
    <Box sx={{ minHeight: "100dvh", display: "flex", flexDirection: "column" }}>
      <Box
        component="a"
        href="#main"
        sx={{
          position: "absolute",
          left: 16,
          top: -80,
          zIndex: 2000,
          px: 2.5,
          py: 1.5,
          borderRadius: 3,
          bgcolor: "primary.main",
          color: "primary.contrastText",
          fontWeight: 600,
          "&:focus": { top: 12 },
        }}
      >
        {t("Skip to content")}
      </Box>
      <Header />
      <OfflineBanner />
      <Suspense fallback={null}>
        <NewVersion />
      </Suspense>
      <DeletionNotice />
      <SecondFactorNotice />
      <Box
        component="main"
        id="main"
        tabIndex={-1}
        // While something is still to come the footer stays below the screen, so that nothing jumps when it has
        sx={{ flex: 1, outline: "none", "&:has([aria-busy=true])": { minHeight: "100dvh" } }}
      >
        <ErrorBoundary resetKey={pathname}>
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </Box>
      <Footer />
      <ReauthenticationGate />
    </Box>
  );
}

function PageSkeleton() {
  return (
    <Page>
      <Box role="status" aria-label={t("Loading")} aria-busy sx={{ minHeight: "70dvh" }}>
        <CardSkeletons count={3} height={160} />
      </Box>
    </Page>
  );
}
