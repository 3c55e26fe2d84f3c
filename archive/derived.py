"""Which page images of a package are not as they came, and what was done to them?

The scans as they came lie beside the PDF/A in the package (representation 2); this list says how one became the other.
"""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Q

from bhxh_archive.workdays import VIETNAM
from intake.models import Dossier, Page

NAME: Final = "derivations.json"


def derivations(dossier: Dossier) -> list[dict[str, Any]]:
    """One entry a page that was changed in its look, merged or replaced: its source, the numbers, what came out."""
    changed = Q(edits__isnull=False) | Q(former__isnull=False) | ~Q(shape={})
    rows = Page.objects.filter(changed, component__dossier=dossier, deleted_at=None).distinct()
    pages = rows.select_related("image", "shown", "component__type").order_by("component_id", "ordinal", "id")
    return [_entry(page) for page in pages.prefetch_related("edits", "former__image", "parts__image")]


def _scan(page: Page) -> dict[str, Any]:
    """From which page of which file it came, as in representation 2."""
    return {"scan": f"scan-{page.upload_id:07d}", "scan_page": page.upload_index + 1,
            "source_sha256": page.image.digest}  # fmt: skip


def _entry(page: Page) -> dict[str, Any]:
    assert page.component
    return {
        "component": page.component.type.code, "page": page.ordinal, **_scan(page),
        "derived_sha256": page.shown.digest if page.shown else page.image.digest,
        "replaced_sha256": [old.image.digest for old in page.former.all()],
        "within": [_scan(part) for part in page.parts.all() if part.image_id != page.image_id],
        "rotation": page.rotation, "shape": page.shape,
        "edits": [
            {"verb": edit.verb, "at": edit.at.astimezone(VIETNAM).isoformat(timespec="seconds"),
             "undone": edit.undone_at is not None, "after": edit.after}
            for edit in reversed(page.edits.all())
        ],
    }  # fmt: skip
