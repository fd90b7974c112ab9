"""The local inbox, whose paths answer 404 unless EMAIL_URL is inbox://, and what mail providers tell us."""

from django.urls import path

from notifications import hooks, views

urlpatterns = [
    *hooks.urlpatterns,
    path("demo/inbox/", views.inbox, name="inbox"),
    path("demo/inbox/<int:pk>/", views.inbox_mail, name="inbox-mail"),
    path("demo/inbox/<int:pk>/html/", views.inbox_html, name="inbox-html"),
    path("demo/inbox/<int:pk>/<slug:reason>/", views.return_mail, name="inbox-return"),
]
