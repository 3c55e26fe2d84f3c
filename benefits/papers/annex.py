"""How does the working of a decision stand on paper, frozen with it and printed as its annex?"""

from __future__ import annotations

from typing import Any, Final

from benefits.arithmetic.steps import Step, figure
from benefits.calculation import Computed, compute
from benefits.kinds import Kind, kind_of
from benefits.models import Draft
from benefits.persons import insured_of
from benefits.queries import live_documents
from benefits.wording.letterheads import DECISION, letterhead
from bhxh_archive.documents.errors import DocumentError
from bhxh_archive.errors import NotNow
from bhxh_archive.forms_in_force import render

UNCONFIRMED: Final = "cần xác nhận"


def working_of(kind: Kind, computed: Computed) -> dict[str, Any] | None:
    """The steps with their formulas, articles and sources, in words, and of a list each line's; None where there is no
    result, or nothing was worked out for it."""
    if computed.result is None or not computed.result.steps:
        return None
    return {"lines": [_line(step) for step in computed.result.steps], "parts": kind.parts(computed.result),
            "warnings": list(computed.result.warnings)}  # fmt: skip


def _line(step: Step) -> dict[str, str]:
    doubt = UNCONFIRMED if any(not rule.confirmed for rule in step.rules) else ""
    return {
        "label": step.label_vi, "formula": step.formula_vi, "value": f"{figure(step.value)} {step.unit}".strip(),
        "article": "; ".join(filter(None, [step.article, doubt])), "source": step.source,
    }  # fmt: skip


def annex_pdf(draft: Draft) -> bytes:
    """The annex: of what was frozen under the decision's number, else of what the draft comes to now, marked as a
    draft. Raises NotNow where nothing is computed, or was frozen before workings were."""
    working = (draft.frozen or {}).get("working") if draft.frozen else _now(draft)
    if not working:
        raise NotNow("Chưa có cách tính để in: dự thảo chưa tính được, hoặc không dựa trên số liệu tính.")
    try:
        return render("calculation_annex", _data(draft, working))
    except DocumentError as error:
        raise NotNow(f"Chưa tạo được phụ lục: {error}") from error


def _now(draft: Draft) -> dict[str, Any] | None:
    kind = kind_of(draft.kind.code)
    return working_of(kind, compute(draft)) if kind else None


def _data(draft: Draft, working: dict[str, Any]) -> dict[str, Any]:
    bound = live_documents(draft.dossier).filter(draft=draft, main=True).first() if draft.frozen else None
    person = insured_of(draft) or draft.receiver
    return {"parts": []} | working | {  # what was frozen before lines had workings has none
        "letterhead": letterhead(draft, DECISION), "decision": draft.kind.name,
        "decision_number": bound.number if bound else None,
        "decision_date": bound.dated.isoformat() if bound else None,
        "person": person.full_name if person else "", "dossier": str(draft.dossier),
    }  # fmt: skip
