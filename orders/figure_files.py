"""The figures of days as a table for spreadsheets, and as a sheet to print."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from common.spreadsheets import csv_lines
from orders.figure_words import REVENUE_DEFINITION, Unit, revenue_rows, told
from orders.figures import Figures
from vendors.models import Vendor

if TYPE_CHECKING:
    from fpdf import FPDF

GREEN, GREY = (23, 103, 58), (90, 98, 94)
MARGIN = 16


def as_csv(_vendor: Vendor, figures: Figures, *, sees_money: bool) -> bytes:
    """Return every figure, then every bucket, as CSV in UTF-8; no cell begins a formula."""
    return b"".join(csv_lines(_csv_rows(figures, sees_money=sees_money)))


def as_pdf(vendor: Vendor, figures: Figures, *, sees_money: bool) -> bytes:
    """Return an A4 sheet: each figure with its definition, beside the days before, and a table of the buckets.

    The sheet uses the letters that every reader of PDF has; a name in others is given by its address on the site.
    """
    from fpdf import FPDF  # noqa: PLC0415 - a fifth of a second, which no start of a process should wait

    sheet = FPDF(format="A4")
    sheet.set_margin(MARGIN)
    sheet.set_lang("en-GB")
    sheet.set_title(f"Figures of {_printable(vendor)}")
    sheet.add_page()
    sheet.set_font("helvetica", "B", 18)
    sheet.cell(text=_printable(vendor), new_x="LMARGIN", new_y="NEXT")
    sheet.set_font("helvetica", "", 10)
    sheet.set_text_color(*GREY)
    days, before = figures.days, figures.before
    sheet.cell(
        text=f"Orders placed {_span(days.first, days.last)}, by the clock of {vendor.timezone}", new_x="LMARGIN", new_y="NEXT"
    )
    sheet.cell(text=f"Compared with {_span(before.first, before.last)}", new_x="LMARGIN", new_y="NEXT")
    sheet.ln(4)
    sheet.set_text_color(0)
    _table(sheet, ("Figure", "These days", "Before", "How it is counted"), (34, 22, 22, 100), _sheet_rows(figures, sees_money))
    sheet.ln(6)
    _table(sheet, *_bucket_table(figures, sees_money=sees_money))
    return bytes(sheet.output())


def _table(sheet: "FPDF", headings: tuple[str, ...], widths: tuple[int, ...], rows: Iterator[tuple[str, ...]]) -> None:
    from fpdf.fonts import FontFace  # noqa: PLC0415 - as above

    sheet.set_font("helvetica", "", 9)
    head = FontFace(emphasis="BOLD", color=(255, 255, 255), fill_color=GREEN)
    with sheet.table(
        headings_style=head, col_widths=widths, line_height=5, padding=1, borders_layout="HORIZONTAL_LINES"
    ) as table:
        for cells in (headings, *rows):
            table.row(cells)


def _sheet_rows(figures: Figures, sees_money: bool) -> Iterator[tuple[str, ...]]:
    for one in told(figures):
        yield one.label, _said(one.value, one.unit), _said(one.before, one.unit), one.definition
    if sees_money:
        for value, before in _revenue(figures):
            yield "Revenue", value, before, REVENUE_DEFINITION


def _bucket_table(figures: Figures, *, sees_money: bool) -> tuple[tuple[str, ...], tuple[int, ...], Iterator[tuple[str, ...]]]:
    headings = ("Hour" if figures.days.number == 1 else "Day", "Orders", "Before", "Time to accept", "Time to ready")
    return (
        (*headings, "Revenue") if sees_money else headings,
        (34, 22, 22, 32, 32, 36)[: len(headings) + sees_money],
        (row for row in _bucket_rows(figures, sees_money=sees_money)),
    )


def _bucket_rows(figures: Figures, *, sees_money: bool) -> Iterator[tuple[str, ...]]:
    for bucket, (now, then) in zip(figures.days.buckets, figures.by_bucket, strict=True):
        if figures.days.number == 1 and not (now.orders or then.orders):
            continue  # the night
        money = ", ".join(_money(row["value"]) for row in revenue_rows(now, then))
        times = (_said(now.accept_median, "seconds"), _said(now.ready_median, "seconds"))
        row = (bucket, str(now.orders), str(then.orders), *times)
        yield (*row, money) if sees_money else row


def _csv_rows(figures: Figures, *, sees_money: bool) -> Iterator[list[str]]:
    yield ["figure", "unit", "value", "before", "how it is counted"]
    for one in told(figures):
        yield [one.label, one.unit, _plain(one.value), _plain(one.before), one.definition]
    if sees_money:
        for row in revenue_rows(figures.now, figures.then):
            value, before = (row[name] for name in ("value", "before"))
            yield ["Revenue", value["currency"], value["amount"], before["amount"], REVENUE_DEFINITION]  # type: ignore[index]  # money
    yield []
    yield [
        "hour" if figures.days.number == 1 else "day",
        "orders",
        "orders before",
        "accept median s",
        "ready median s",
        "revenue",
    ]
    for bucket, (now, then) in zip(figures.days.buckets, figures.by_bucket, strict=True):
        money = "; ".join(_money(row["value"]) for row in revenue_rows(now, then)) if sees_money else ""
        yield [bucket, str(now.orders), str(then.orders), _plain(now.accept_median), _plain(now.ready_median), money]


def _revenue(figures: Figures) -> Iterator[tuple[str, str]]:
    for row in revenue_rows(figures.now, figures.then):
        yield _money(row["value"]), _money(row["before"])


def _money(money: object) -> str:
    return f"{money['currency']} {money['amount']}"  # type: ignore[index]  # common.money.Money


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def _said(value: float | None, unit: Unit) -> str:
    """Return a figure as people say it."""
    if value is None:
        return "-"
    if unit == "seconds":
        minutes, seconds = divmod(round(value), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {seconds:02} s"
    return {"share": f"{value:.0%}", "stars": f"{value:.2f}"}.get(unit, f"{value:.0f}")


def _span(first: object, last: object) -> str:
    return f"on {first}" if first == last else f"from {first} to {last}"


def _printable(vendor: Vendor) -> str:
    try:
        vendor.name.encode("latin-1")
    except UnicodeEncodeError:
        return vendor.slug
    return vendor.name
