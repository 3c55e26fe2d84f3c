"""Which tags do the pages of reception need beyond the shared ones?"""

from collections.abc import Iterable
from typing import Any

from django import forms, template

from bhxh_archive.ui.forms import summary_lines

register = template.Library()


@register.inclusion_tag("ui/error_summary.html")
def all_errors(candidates: Iterable[forms.Form]) -> dict[str, Any]:
    """`{% all_errors forms %}`: one error summary over a list of forms."""
    return {"lines": [line for form in candidates if form.is_bound for line in summary_lines(form)]}
