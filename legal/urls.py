"""Where the texts are read."""

from django.urls import path

from legal import views

urlpatterns = [
    path("legal/", views.contents),
    path("legal/<slug:name>", views.current),
    path("legal/<slug:name>/<slug:day>", views.version),
]
