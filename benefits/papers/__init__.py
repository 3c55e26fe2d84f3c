"""Which documents does a draft lead to, before number, date and signer are known?

The data follow the shapes of `bhxh_archive.documents.shapes`; what is frozen at the endorsement is exactly this.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from benefits.calculation import Computed, compute
from benefits.earlier.named import printed_in
from benefits.kinds import kind_of
from benefits.models import Draft
from benefits.papers import statement
from benefits.wording.decisions import described
from benefits.wording.letterheads import DECISION, letterhead, open_signature
from benefits.wording.letters import TEMPLATE, answer_data
from bhxh_archive.documents.typesetting import as_json
from bhxh_archive.models import User
from bhxh_archive.once import read_once
from intake.models import Person, ResultKind


@dataclass(frozen=True)
class Paper:
    """One document of a draft: which form, under which title, with which data."""

    kind: str
    template: str
    title: str
    doc_type: str
    main: bool
    data: dict[str, Any]


def papers_of(draft: Draft, *, computed: Computed | None = None, controller: User | None = None) -> list[Paper]:
    """The documents that the draft leads to; empty while there is nothing to print (see `Computed.problems`)."""
    if draft.kind.role == ResultKind.Role.ANSWER:
        answer = answer_data(draft)
        answer["letterhead"] |= printed_in(draft)
        return [_paper(draft.kind, TEMPLATE, answer, main=True)]
    kind = kind_of(draft.kind.code)
    if kind is None:
        return []
    computed = computed or compute(draft)
    if computed.result is None:
        return []
    data = kind.data(draft, computed.result)
    data["letterhead"] |= printed_in(draft)
    if "head" in data:
        data["head"] = controller.full_name if controller else ""
    decision = _paper(draft.kind, kind.template, data, main=True)
    history = kind.history(computed.result)
    attached = _statement_of(draft) if history else None
    if attached is None or history is None:
        return [decision]
    person = described(kind.of(draft) or Person(), draft.entries)
    filled = statement.data(draft, history, person=person, head=letterhead(draft, DECISION),
                            controller=controller, signature=open_signature())  # fmt: skip
    return [decision, _paper(attached, "statement_04hsb", filled, main=False)]


@read_once
def _statement_of(draft: Draft) -> ResultKind | None:
    """The statement of contributions that goes with what its procedure leads to."""
    return draft.dossier.procedure.result_kinds.filter(role=ResultKind.Role.STATEMENT).first()


def _paper(kind: ResultKind, template: str, data: dict[str, Any], *, main: bool) -> Paper:
    return Paper(kind.code, template, kind.name, kind.doc_type, main, data)


def as_frozen(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data as plain JSON, times in Vietnam's: what comes back from the database renders to the same document."""
    plain: dict[str, Any] = json.loads(as_json(dict(data)))
    return plain


def digest_of(frozen: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON of the frozen data."""
    text = json.dumps(frozen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
