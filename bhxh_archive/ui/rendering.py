"""How is any value or part turned into HTML?"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from bhxh_archive.money import dong

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def vn_date(value: date | datetime | None) -> str:
    """dd/mm/yyyy; an aware time is taken to Vietnam first, so that the day is the legal one."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(VIETNAM)
    return value.strftime("%d/%m/%Y")


def vn_datetime(value: datetime | None) -> str:
    """HH:MM dd/mm/yyyy in Vietnam time."""
    if value is None:
        return ""
    local = value.astimezone(VIETNAM) if value.tzinfo else value
    return local.strftime("%H:%M %d/%m/%Y")


def show(value: object) -> str:
    """Text for a plain value: dates as dd/mm/yyyy, whole numbers with dots, yes and no in words, None as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        return vn_datetime(value)
    if isinstance(value, date):
        return vn_date(value)
    return dong(value) if isinstance(value, int) else conditional_escape(str(value))


def render_part(thing: object, context: Context) -> SafeString:
    """A part (anything that names its `template`) by its template, in which it is called `part`; else plain text."""
    name = getattr(thing, "template", None)
    if name is None:
        # conditional_escape has been applied in show(); numbers and dates hold no markup.
        return mark_safe(show(thing))  # noqa: S308
    template = context.template.engine.get_template(name)  # type: ignore[union-attr]
    with context.push(part=thing):
        return template.render(context)  # type: ignore[arg-type]
