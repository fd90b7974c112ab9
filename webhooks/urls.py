"""Paths below /api/v1/."""

from django.urls import path

from webhooks import views

ENDPOINT = "webhook-endpoints/<int:pk>/"
DELIVERY = f"{ENDPOINT}deliveries/<int:delivery_id>/"

urlpatterns = [
    path("webhook-event-types/", views.WebhookEventTypeList.as_view(), name="webhook-event-type-list"),
    path("webhook-endpoints/", views.WebhookEndpointList.as_view(), name="webhook-endpoint-list"),
    path(ENDPOINT, views.WebhookEndpointDetail.as_view(), name="webhook-endpoint"),
    path(f"{ENDPOINT}rotate/", views.WebhookEndpointRotate.as_view(), name="webhook-endpoint-rotate"),
    path(f"{ENDPOINT}test/", views.WebhookTest.as_view(), name="webhook-endpoint-test"),
    path(f"{ENDPOINT}replay/", views.WebhookReplayRange.as_view(), name="webhook-endpoint-replay"),
    path(f"{ENDPOINT}deliveries/", views.WebhookDeliveryList.as_view(), name="webhook-delivery-list"),
    path(DELIVERY, views.WebhookDeliveryDetail.as_view(), name="webhook-delivery"),
    path(f"{DELIVERY}replay/", views.WebhookDeliveryReplay.as_view(), name="webhook-delivery-replay"),
]
