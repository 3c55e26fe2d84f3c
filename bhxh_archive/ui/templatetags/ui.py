"""Which tags and filters do page templates use? `{% load ui %}`."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bhxh_archive.ui import due as due_module
from bhxh_archive.ui import filters, forms, rendering, states, toast

register = template.Library()

register.filter("vn_date", rendering.vn_date)
register.filter("vn_datetime", rendering.vn_datetime)
register.filter("undo_url", toast.undo_url)
register.filter("tone", toast.tone)


@register.simple_tag(takes_context=True)
def part(context: Context, thing: object) -> SafeString:
    """`{% part thing %}`: any part of the shared look, or a plain value."""
    return rendering.render_part(thing, context)


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, kind: str = "", unit: str = "", wide: bool = False) -> dict[str, Any]:
    """`{% field form.x %}`: label, hint, errors and control of a form field."""
    return {"part": forms.field_view(bound, kind=kind, unit=unit, wide=wide), "field": bound}


@register.inclusion_tag("ui/error_summary.html")
def form_errors(*candidates: BaseForm) -> dict[str, Any]:
    """`{% form_errors form %}` or several forms: the error summary, nothing without errors."""
    return {"lines": [line for form in candidates if form for line in forms.summary_lines(form)]}


@register.simple_tag(takes_context=True)
def title_prefix(context: Context) -> str:
    """'Lỗi: ' when a form of this page (`form`, `formset`, `forms`) has errors, or `page_errors` is set."""
    listed = context.get("forms") or ()
    candidates = [context.get("form"), context.get("formset"), *listed]
    return "Lỗi: " if context.get("page_errors") or forms.has_errors(candidates) else ""


@register.simple_tag
def span(start: date, end: date | None = None) -> str:
    """`{% span row.valid_from row.valid_to %}`: during which days a rule holds; "until now" only of what has begun."""
    if end:
        return f"{rendering.vn_date(start)} – {rendering.vn_date(end)}"
    begins = start > timezone.localdate()
    return f"từ {rendering.vn_date(start)}" if begins else f"{rendering.vn_date(start)} – nay"


@register.simple_tag
def icon(name: str) -> SafeString:
    """A shape of the sprite; it always stands beside a word, so it is hidden from screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', _sprite(), name
    )


def _sprite() -> str:
    return static("img/icons.svg")


@register.simple_tag(takes_context=True)
def state_tag(context: Context, state: str, label: str) -> SafeString:
    """`{% state_tag dossier.state dossier.get_state_display %}`"""
    return rendering.render_part(states.state_tag(state, label), context)


@register.simple_tag(takes_context=True)
def due_words(context: Context, due: date | None, days: int | None = None, paused: str = "") -> SafeString:
    """`{% due_words dossier.due %}`, seen from today in Vietnam."""
    today = timezone.now().astimezone(rendering.VIETNAM).date()
    day = due.astimezone(rendering.VIETNAM).date() if isinstance(due, datetime) else due
    return rendering.render_part(due_module.due_words(day, today, days=days, paused=paused), context)


@register.simple_tag(takes_context=True)
def url_with(context: Context, **changes: object) -> str:
    """`{% url_with state="received" %}`: this page's query with keys set, or removed by None."""
    request = context.get("request")
    return filters.url_with(request.GET if request else QueryDict(), **changes)


@register.filter
def dong(amount: int | None) -> str:
    """3783135 -> '3.783.135'."""
    from bhxh_archive.money import dong as with_dots

    return "" if amount is None else with_dots(amount)


@register.filter
def mask(number: str) -> str:
    """'079200001234' -> '079***1234'."""
    from bhxh_archive.identifiers import mask as masked

    return masked(number) if number else ""
