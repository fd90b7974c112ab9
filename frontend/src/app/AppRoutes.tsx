import { useEffect } from "react";
import { createRoutesFromElements, Route, useRoutes } from "react-router";
import { AppShell } from "./AppShell";
import { lazyPage } from "./lazyPage";
import { prefetchOnIntent } from "./prefetch";

const DiscoveryPage = lazyPage(() => import("./pages/DiscoveryPage"), "DiscoveryPage");
const LandingPage = lazyPage(() => import("./pages/LandingPage"), "LandingPage");
const FavouritesPage = lazyPage(() => import("./pages/FavouritesPage"), "FavouritesPage");
const VerifyEmailPage = lazyPage(() => import("./pages/VerifyEmailPage"), "VerifyEmailPage");
const VendorPage = lazyPage(() => import("./pages/VendorPage"), "VendorPage");
const BasketPage = lazyPage(() => import("./pages/BasketPage"), "BasketPage");
const CheckoutPage = lazyPage(() => import("./pages/CheckoutPage"), "CheckoutPage");
const OrdersPage = lazyPage(() => import("./pages/OrdersPage"), "OrdersPage");
const OrderPage = lazyPage(() => import("./pages/OrderPage"), "OrderPage");
const TrackingPage = lazyPage(() => import("./pages/TrackingPage"), "TrackingPage");
const VerifyPage = lazyPage(() => import("./pages/VerifyPage"), "VerifyPage");
const LedgerPage = lazyPage(() => import("./pages/LedgerPage"), "LedgerPage");
const InvitationPage = lazyPage(() => import("./pages/InvitationPage"), "InvitationPage");
const SignInPage = lazyPage(() => import("./pages/SignInPage"), "SignInPage");
const SignUpPage = lazyPage(() => import("./pages/SignUpPage"), "SignUpPage");
const ForgotPasswordPage = lazyPage(() => import("./pages/ForgotPasswordPage"), "ForgotPasswordPage");
const ResetPasswordPage = lazyPage(() => import("./pages/ResetPasswordPage"), "ResetPasswordPage");
const AccountLayout = lazyPage(() => import("./pages/AccountLayout"), "AccountLayout");
const ProfilePage = lazyPage(() => import("./pages/ProfilePage"), "ProfilePage");
const AddressesPage = lazyPage(() => import("./pages/AddressesPage"), "AddressesPage");
const SecurityPage = lazyPage(() => import("./pages/SecurityPage"), "SecurityPage");
const SetUpSecondFactorPage = lazyPage(
  () => import("./pages/SetUpSecondFactorPage"),
  "SetUpSecondFactorPage",
);
const DashboardPage = lazyPage(() => import("./pages/DashboardPage"), "DashboardPage");
const DashboardLayout = lazyPage(() => import("./pages/DashboardLayout"), "DashboardLayout");
const BoardPage = lazyPage(() => import("./pages/BoardPage"), "BoardPage");
const FiguresPage = lazyPage(() => import("./pages/FiguresPage"), "FiguresPage");
const ItemsPage = lazyPage(() => import("./pages/ItemsPage"), "ItemsPage");
const ReviewsPage = lazyPage(() => import("./pages/ReviewsPage"), "ReviewsPage");
const VerificationPage = lazyPage(() => import("./pages/VerificationPage"), "VerificationPage");
const TeamPage = lazyPage(() => import("./pages/TeamPage"), "TeamPage");
const WebhooksPage = lazyPage(() => import("./pages/WebhooksPage"), "WebhooksPage");
const WebhookPage = lazyPage(() => import("./pages/WebhooksPage"), "WebhookPage");
const KeysPage = lazyPage(() => import("./pages/KeysPage"), "KeysPage");
const OpenPage = lazyPage(() => import("./pages/OpenPage"), "OpenPage");
const TabletPage = lazyPage(() => import("./pages/TabletPage"), "TabletPage");
const SellPage = lazyPage(() => import("./pages/SellPage"), "SellPage");
const SettingsPage = lazyPage(() => import("./pages/SettingsPage"), "SettingsPage");
const PrivacyPage = lazyPage(() => import("./pages/PrivacyPage"), "PrivacyPage");
const StatementsPage = lazyPage(() => import("./pages/StatementsPage"), "StatementsPage");
const StatementPage = lazyPage(() => import("./pages/StatementPage"), "StatementPage");
const TransparencyPage = lazyPage(() => import("./pages/TransparencyPage"), "TransparencyPage");
const NotificationsPage = lazyPage(() => import("./pages/NotificationsPage"), "NotificationsPage");
const PreferencesPage = lazyPage(() => import("./pages/PreferencesPage"), "PreferencesPage");
const UnsubscribePage = lazyPage(() => import("./pages/UnsubscribePage"), "UnsubscribePage");
// Folded away by the build: nobody but its makers is to find it
const GalleryPage = import.meta.env.DEV ? lazyPage(() => import("./pages/GalleryPage"), "GalleryPage") : null;
const NotFoundPage = lazyPage(() => import("./pages/NotFoundPage"), "NotFoundPage");

/** Every address of the web app. */
const ROUTES = createRoutesFromElements(
  <Route element={<AppShell />}>
    <Route index element={<DiscoveryPage />} />
    <Route path="c/:category" element={<LandingPage />} />
    <Route path="in/:city" element={<LandingPage />} />
    <Route path="in/:city/:category" element={<LandingPage />} />
    <Route path="favourites" element={<FavouritesPage />} />
    <Route path="notifications" element={<NotificationsPage />} />
    <Route path="v/:slug" element={<VendorPage />} />
    <Route path="basket" element={<BasketPage />} />
    <Route path="checkout" element={<CheckoutPage />} />
    <Route path="checkout/:slug" element={<CheckoutPage />} />
    <Route path="orders" element={<OrdersPage />} />
    <Route path="orders/:uid" element={<OrderPage />} />
    <Route path="track/:uid" element={<TrackingPage />} />
    <Route path="verify" element={<VerifyPage />} />
    <Route path="ledger" element={<LedgerPage />} />
    <Route path="transparency" element={<TransparencyPage />} />
    <Route path="invitations/:token" element={<InvitationPage />} />
    <Route path="unsubscribe/:token" element={<UnsubscribePage />} />
    {GalleryPage && <Route path="gallery" element={<GalleryPage />} />}
    <Route path="open" element={<OpenPage />} />
    <Route path="sign-in" element={<SignInPage />} />
    <Route path="sign-up" element={<SignUpPage />} />
    <Route path="verify-email/:key?" element={<VerifyEmailPage />} />
    <Route path="forgot-password" element={<ForgotPasswordPage />} />
    <Route path="reset-password/:key?" element={<ResetPasswordPage />} />
    <Route path="account" element={<AccountLayout />}>
      <Route index element={<ProfilePage />} />
      <Route path="addresses" element={<AddressesPage />} />
      <Route path="security" element={<SecurityPage />} />
      <Route path="notifications" element={<PreferencesPage />} />
      <Route path="privacy" element={<PrivacyPage />} />
      <Route path="statements" element={<StatementsPage />} />
      <Route path="statements/:id" element={<StatementPage />} />
    </Route>
    <Route path="account/security/set-up" element={<SetUpSecondFactorPage />} />
    <Route path="sell/:slug?/:step?" element={<SellPage />} />
    <Route path="tablet" element={<TabletPage />} />
    <Route path="dashboard" element={<DashboardPage />} />
    <Route path="dashboard/:slug" element={<DashboardLayout />}>
      <Route index element={<BoardPage />} />
      <Route path="figures" element={<FiguresPage />} />
      <Route path="items" element={<ItemsPage />} />
      <Route path="reviews" element={<ReviewsPage />} />
      <Route path="verification" element={<VerificationPage />} />
      <Route path="team" element={<TeamPage />} />
      <Route path="keys" element={<KeysPage />} />
      <Route path="webhooks" element={<WebhooksPage />} />
      <Route path="webhooks/:id" element={<WebhookPage />} />
      <Route path="settings" element={<SettingsPage />} />
    </Route>
    <Route path="*" element={<NotFoundPage />} />
  </Route>,
);

export function AppRoutes() {
  useEffect(() => prefetchOnIntent(ROUTES), []);
  return useRoutes(ROUTES);
}
