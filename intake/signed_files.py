"""How is a file kept that arrives signed (bản điện tử gốc): byte for byte, its signatures reported?"""

from __future__ import annotations

from typing import Any

from bhxh_archive import storage
from bhxh_archive.errors import NotNow
from bhxh_archive.keys import trust
from bhxh_archive.signing import inspect
from intake.models import Component, Upload


def keep_electronic_original(upload: Upload) -> None:
    """Make the upload the electronic original of the component it was sent for, with a report on its signatures.

    Without a component it stays in the tray; filing its pages later binds it.
    """
    if upload.component_id is None or upload.file is None:
        return
    bind(Component.objects.get(pk=upload.component_id), upload)


def bind(component: Component, upload: Upload) -> Component:
    """Let the signed file answer the component."""
    assert upload.file
    component.original = upload.file
    component.signature_report = report_on(storage.read_file(upload.file))
    component.satisfied = Component.Satisfied.ELECTRONIC
    component.save(update_fields=["original", "signature_report", "satisfied"])
    return component


def report_on(pdf: bytes) -> dict[str, Any]:
    """What is known of the signatures that came with a file; unknown trust is said, never guessed."""
    try:
        signatures = inspect(pdf, trust())
    except NotNow:  # no trust anchors here: describe only
        signatures = inspect(pdf)
    valid = bool(signatures) and all(one.verdict == "valid" for one in signatures)
    return {"valid": valid, "signatures": [one.as_dict() for one in signatures]}
