"""Paths under /api/v1/."""

from django.urls import path

from orders import basket_views, bulk_views, figure_views, views

urlpatterns = [
    path("basket/", basket_views.BasketView.as_view(), name="basket"),
    path("orders/", views.OrderList.as_view(), name="orders"),
    path("orders/moves/", bulk_views.OrderMoves.as_view(), name="order-moves"),
    path("orders/<slug:uid>/", views.OrderRetrieve.as_view(), name="order"),
    path("vendors/<slug:slug>/figures/", figure_views.FiguresView.as_view(), name="figures"),
    path("vendors/<slug:slug>/figures/file/", figure_views.FiguresFileView.as_view(), name="figures-file"),
    path("orders/<slug:uid>/status/", views.OrderStatus.as_view(), name="order-status"),
    path("orders/<slug:uid>/cancel/", views.OrderCancel.as_view(), name="order-cancel"),
    path("orders/<slug:uid>/confirm-receipt/", views.OrderConfirmReceipt.as_view(), name="order-confirm-receipt"),
]
