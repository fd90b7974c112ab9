"""One-click links (RFC 8058), what mail providers tell us, and the local inbox, which is 404 unless EMAIL_URL is inbox://."""

from django.urls import path

from notifications import hooks, preference_views, views

urlpatterns = [
    path("u/<str:token>/", preference_views.one_click, name="one-click"),
    *hooks.urlpatterns,
    path("demo/inbox/", views.inbox, name="inbox"),
    path("demo/inbox/<int:pk>/", views.inbox_mail, name="inbox-mail"),
    path("demo/inbox/<int:pk>/html/", views.inbox_html, name="inbox-html"),
    path("demo/inbox/<int:pk>/<slug:reason>/", views.return_mail, name="inbox-return"),
]
