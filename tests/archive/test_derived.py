"""Does a package tell how a page came to look other than its scan?"""

from __future__ import annotations

from archive.derived import derivations
from archive.specs import _component_part
from bhxh_archive.models import User
from intake.actions.page_desk import editing, replacing
from tests.intake.conftest import component, draft_of
from tests.intake.rows import add_pages, picture


def test_a_straightened_and_replaced_page_is_told_with_its_sources(demo: dict[str, User]) -> None:
    clerk = demo["tiepnhan-hp"]
    dossier = draft_of(clerk)
    home = component(dossier, "12-HSB")
    old, plain = add_pages(dossier, 2, component=home)
    (new,) = add_pages(dossier, name="lai.jpg")
    replacing.replace_page(dossier=dossier, page_id=old.pk, new_id=new.pk, by=clerk)
    editing.straighten_pages(dossier=dossier, page_ids=[new.pk], degrees=1.5, by=clerk)

    (told,) = derivations(dossier)

    assert (told["scan"], told["shape"]) == (f"scan-{new.upload_id:07d}", {"angle": 1.5})
    assert (told["source_sha256"], told["replaced_sha256"]) == (new.image.digest, [old.image.digest])
    assert [edit["verb"] for edit in told["edits"]] == ["straighten"]
    part = _component_part(dossier, home, picture(), 2)
    assert {upload.pk for upload in part.originals} == {old.upload_id, plain.upload_id, new.upload_id}
