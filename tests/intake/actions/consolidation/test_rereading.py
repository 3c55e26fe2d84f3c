"""Is nothing called whole whose bytes are gone or changed in the store?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bhxh_archive import storage
from bhxh_archive.errors import NotNow
from bhxh_archive.lifecycle import State
from bhxh_archive.models import StoredFile, User
from bhxh_archive.stores.content import content_key
from intake.actions.consolidation import consolidation
from intake.actions.consolidation.rereading import look_again
from intake.models import ComponentDocument, Dossier, ResultVersion
from intake.queries import pages_of
from tests.intake.actions.consolidation.test_consolidation import refusals
from tests.intake.rows import lies_in_store

RunJobs = Callable[[Callable[[], Any]], Any]


def test_what_came_in_and_what_goes_out_is_read_before_the_whole_is_closed(closing: Dossier, clerk_user: User) -> None:
    upload, result = pages_of(closing)[0].upload, ResultVersion.objects.get().file
    assert upload.file
    whole = storage.read_file(upload.file)
    lies_in_store(upload.file, whole[:-1])
    storage.working().delete(content_key(result.digest))

    said = refusals(closing, clerk_user)
    assert any(f"Tệp đã nhận «{upload.name}»" in text and upload.file.digest in text for text in said)
    assert any("05/QĐ-BHXH" in text for text in said)
    assert StoredFile.objects.filter(broken_at__isnull=False, pk__in=[upload.file_id, result.pk]).count() == 2

    assert not look_again(dossier=closing, by=clerk_user)
    storage.keep_bytes(b"%PDF-1.7\n%%EOF\n", "application/pdf")
    lies_in_store(upload.file, whole)
    assert look_again(dossier=closing, by=clerk_user)
    assert not StoredFile.objects.filter(broken_at__isnull=False).exists()
    done = consolidation.consolidate(dossier=closing, paper_file_number="K01", by=clerk_user)
    assert done.state == State.READY_TO_ARCHIVE


def test_a_broken_file_of_a_component_is_made_anew(closing: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    made = ComponentDocument.objects.filter(component__dossier=closing)
    before = set(made.values_list("component", "recipe"))
    first = made.earliest("pk").file
    lies_in_store(first, b"%PDF-")

    said: list[str] = []
    run_jobs(lambda: said.extend(refusals(closing, clerk_user)))
    assert said == ["Đang tạo tệp PDF/A của 1 thành phần, hãy chờ một chút rồi làm lại."]
    assert set(made.values_list("component", "recipe")) == before
    consolidation.consolidate(dossier=closing, paper_file_number="K01", by=clerk_user)
    assert all(storage.is_whole(row.file) for row in made)

    lies_in_store(first, b"%PDF-")
    with pytest.raises(NotNow):
        consolidation.consolidate(dossier=closing, paper_file_number="K01", by=clerk_user)
    assert set(made.values_list("component", "recipe")) == before, "a package is made of what is there"
