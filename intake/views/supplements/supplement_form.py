"""What does the form of a supplement request propose: what is missing, or what the head was asked about?"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest

from bhxh_archive.lifecycle import State
from intake import queries, rules
from intake.forms.verbs import SupplementForm
from intake.models import Dossier
from intake.rules.consents import draft_slips, newest_consent
from intake.views.supplements.faulty_lines import mending
from intake.views.supplements.line_asking import REMEDIES, asking_words, line_asking

TAKEN_OUT: Final = "Phiếu không yêu cầu các mục đã đề xuất mà ô «Thiếu, sai» được xóa:"
MOST_NAMED: Final = 5


def supplement_form(request: HttpRequest, dossier: Dossier) -> SupplementForm:
    """One line a component. What was named when the head was asked comes back as it was typed; without that, what is
    missing or faulty is proposed."""
    lines = queries.checklist_of(dossier)
    grounds = {line.component.pk: rules.ground_of(line.component.type, dossier.procedure) for line in lines}
    rows = [line.component for line in sorted(lines, key=lambda line: not (line.needed or line.satisfied))]
    asking, asked = line_asking(dossier), newest_consent(dossier)
    proposed = _proposals(lines, grounds) | (asking.initial if asking else {})
    known = asked.typed if asked and asked.typed else proposed | mending(dossier, lines, proposed) | _drafted(dossier)
    return SupplementForm(
        request.POST or None, components=rows, asking=asking, grounds=grounds,
        initial={"version": dossier.version, **known},
    )  # fmt: skip


def _drafted(dossier: Dossier) -> dict[str, str]:
    """What the last slip of a draft asked for: it comes back, so that nothing of it is left out unseen."""
    newest = draft_slips(dossier).last() if dossier.state == State.DRAFT else None
    return newest.typed.get("boxes", {}) if newest else {}


def _proposals(lines: list[rules.Line], grounds: dict[int, str]) -> dict[str, Any]:
    proposed: dict[str, Any] = {}
    for missing in rules.not_received(lines):
        first = missing[0].component
        if rules.is_to_look_up(first):
            continue
        proposed |= {f"c{first.pk}": _proposal(missing), f"g{first.pk}": grounds[first.pk],
                     f"r{first.pk}": REMEDIES[first.type.original_or_copy]}  # fmt: skip
    return proposed


def _proposal(rows: list[rules.Line]) -> str:
    """What is asked for in the line of a missing paper, in that of the first of several of which one will do."""
    return asking_words(rows, rules.what_is_missing(rows))


def typed_in(form: SupplementForm) -> dict[str, str]:
    """What was typed into its boxes, by their names."""
    given = ((name, form.data.get(name, "").strip()) for name in form.fields if name != "version")
    return {name: text for name, text in given if text}


def tell_taken_out(request: HttpRequest, names: list[str]) -> None:
    """Of what was proposed and is not on the slip somebody may have thought that it was."""
    if names:
        more = f" và {len(names) - MOST_NAMED} mục khác" if len(names) > MOST_NAMED else ""
        messages.warning(request, f"{TAKEN_OUT} {'; '.join(names[:MOST_NAMED])}{more}.")
