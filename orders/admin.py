"""Orders in the admin: found and read. Nobody of the platform moves an order or writes its history."""

from django.contrib import admin

from accounts.models import User
from accounts.viewing import PersonalDataAdmin
from common.admin import ReadOnlyInline, ReadOnlyModelAdmin
from common.money import as_money
from orders.models import Order, OrderItem, OrderStatusHistory


class ItemInline(ReadOnlyInline):
    """What was ordered."""

    model = OrderItem
    fields = ("name", "quantity", "unit_price")
    readonly_fields = ("unit_price",)

    @admin.display(description="Unit price")
    def unit_price(self, line: OrderItem) -> str:
        """With its currency."""
        return _amount(line.unit_price_minor, line.currency)


class HistoryInline(ReadOnlyInline):
    """The entries, oldest first."""

    model = OrderStatusHistory
    fields = (
        "sequence",
        "from_status",
        "status",
        "actor",
        "actor_role",
        "note",
        "reason",
        "claimed_at",
        "recorded_at",
        "flags",
    )
    ordering = ("sequence",)


@admin.register(Order)
class OrderAdmin(PersonalDataAdmin, ReadOnlyModelAdmin):
    """Orders, by reference, uid or e-mail."""

    list_display = ("reference", "vendor", "status", "sequence", "contact_email", "total", "placed_at")
    list_filter = ("status", "fulfilment")
    search_fields = ("=reference", "=uid", "=contact_email", "=customer__email", "vendor__name")
    search_help_text = "Whole reference, uid or e-mail; or part of the vendor's name."
    list_select_related = ("vendor",)
    ordering = ("-placed_at", "-id")
    show_full_result_count = False
    inlines = (HistoryInline, ItemInline)
    fields = (
        "reference",
        "uid",
        "vendor",
        "customer",
        "status",
        "sequence",
        "fulfilment",
        "contact_name",
        "contact_phone",
        "contact_email",
        "address",
        "note",
        "total",
        "estimated_ready_at",
        "external_id",
        "placed_at",
        "updated_at",
    )

    def person_of(self, row: Order) -> User:
        """Return who ordered."""
        return row.customer

    @admin.display(description="Total", ordering="total_minor")
    def total(self, order: Order) -> str:
        """With its currency."""
        return _amount(order.total_minor, order.currency)


def _amount(minor: int, currency: str) -> str:
    money = as_money(minor, currency)
    return f"{money['amount']} {money['currency']}"
