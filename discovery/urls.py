"""Paths below /api/v1/."""

from django.urls import path

from discovery import views

urlpatterns = [
    path("me/favourites/", views.FavouriteListView.as_view(), name="favourite-list"),
    path("me/favourites/<slug:slug>/", views.FavouriteView.as_view(), name="favourite"),
    path("me/favourite-slugs/", views.FavouriteSlugsView.as_view(), name="favourite-slugs"),
    path("me/searches/", views.SavedSearchListView.as_view(), name="saved-search-list"),
    path("me/searches/<int:pk>/", views.SavedSearchView.as_view(), name="saved-search"),
]
