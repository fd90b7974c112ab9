"""The local inbox; every path answers 404 unless EMAIL_URL is inbox://."""

from django.urls import path

from notifications import views

urlpatterns = [
    path("demo/inbox/", views.inbox, name="inbox"),
    path("demo/inbox/<int:pk>/", views.inbox_mail, name="inbox-mail"),
    path("demo/inbox/<int:pk>/html/", views.inbox_html, name="inbox-html"),
]
