"""Paths below /api/v1/."""

from django.urls import path

from vendors import views

urlpatterns = [
    path("categories/", views.CategoryListView.as_view(), name="category-list"),
    path("map-style/", views.MapStyleView.as_view(), name="map-style"),
    path("places/", views.PlaceListView.as_view(), name="place-list"),
    path("vendors/suggest/", views.SuggestionListView.as_view(), name="vendor-suggest"),
    path("vendors/map/", views.VendorMapView.as_view(), name="vendor-map"),
    path("vendors/", views.VendorListView.as_view(), name="vendor-list"),
    path("vendors/<slug:slug>/", views.VendorView.as_view(), name="vendor"),
    path("vendors/<slug:slug>/cover/", views.CoverView.as_view(), name="vendor-cover"),
    path("vendors/<slug:slug>/badge/", views.BadgeView.as_view(), name="vendor-badge"),
    path("vendors/<slug:slug>/onboarding/", views.OnboardingView.as_view(), name="vendor-onboarding"),
    path("vendors/<slug:slug>/items/", views.ItemListView.as_view(), name="item-list"),
    path("vendors/<slug:slug>/items/<int:pk>/", views.ItemView.as_view(), name="item"),
    path("vendors/<slug:slug>/items/<int:pk>/sold-out/", views.SoldOutView.as_view(), name="item-sold-out"),
    path("vendors/<slug:slug>/pause/", views.PauseView.as_view(), name="vendor-pause"),
    path("vendors/<slug:slug>/members/", views.MemberListView.as_view(), name="member-list"),
    path("vendors/<slug:slug>/members/<int:pk>/", views.MemberView.as_view(), name="member"),
    path("vendors/<slug:slug>/api-keys/", views.ApiKeyListView.as_view(), name="api-key-list"),
    path("vendors/<slug:slug>/api-keys/<int:pk>/", views.ApiKeyView.as_view(), name="api-key"),
    path("vendors/<slug:slug>/api-keys/<int:pk>/rotate/", views.ApiKeyRotateView.as_view(), name="api-key-rotate"),
    path("vendors/<slug:slug>/invitations/", views.InvitationListView.as_view(), name="invitation-list"),
    path("vendors/<slug:slug>/invitations/<int:pk>/", views.InvitationView.as_view(), name="invitation"),
    path("vendors/<slug:slug>/invitations/<int:pk>/resend/", views.InvitationResendView.as_view(), name="invitation-resend"),
    path("vendors/<slug:slug>/ownership-offer/", views.OwnershipOfferView.as_view(), name="ownership-offer"),
    path("vendors/<slug:slug>/ownership-offer/accept/", views.OwnershipAcceptView.as_view(), name="ownership-accept"),
    path("invitations/<str:token>/", views.InvitationLinkView.as_view(), name="invitation-link"),
    path("invitations/<str:token>/accept/", views.InvitationAcceptView.as_view(), name="invitation-accept"),
    path("invitations/<str:token>/decline/", views.InvitationDeclineView.as_view(), name="invitation-decline"),
    path("vendors/<slug:slug>/checks/", views.CheckListView.as_view(), name="check-list"),
    path("vendors/<slug:slug>/checks/phone/code/", views.VendorPhoneCodeView.as_view(), name="check-phone-code"),
    path("vendors/<slug:slug>/checks/phone/confirm/", views.VendorPhoneConfirmView.as_view(), name="check-phone-confirm"),
    path("vendors/<slug:slug>/checks/<int:pk>/withdraw/", views.CheckWithdrawView.as_view(), name="check-withdraw"),
    path("vendors/<slug:slug>/checks/<int:pk>/documents/", views.DocumentListView.as_view(), name="document-list"),
    path("vendors/<slug:slug>/checks/<int:pk>/documents/<int:document_id>/", views.DocumentView.as_view(), name="document"),
]
