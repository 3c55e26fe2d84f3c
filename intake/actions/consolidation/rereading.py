"""Are the bytes of all that goes to the archive still those of their digests? Read before the whole is closed."""

from __future__ import annotations

from django.db import transaction

from bhxh_archive import storage
from bhxh_archive.errors import DAMAGED
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.returning.soundness import found_whole
from intake.models import Dossier
from intake.queries import results_of, results_told
from intake.queries.kept_files import Kept, found_broken, kept_files, made_files


def read_anew(*, dossier: Dossier, by: User) -> list[str]:
    """Read every file that goes along, and mark what is broken: named, with the digest by which it is restored. What
    was restored counts as sound again."""
    results = [row.latest for row in results_of(dossier) if row.latest]
    bad = [Kept(row.file, str(row.result)) for row in results if not found_whole(version=row, by=by)]
    made = [Kept(row.file, f"Tệp PDF/A «{row.component.type.name}»") for row in made_files(dossier)]
    bad += [row for row in [*made, *kept_files(dossier)] if not storage.is_whole(row.file)]
    return [f"{row.name}, mã băm {row.file.digest}" for row in bad]


@transaction.atomic
def forget_broken_documents(dossier: Dossier) -> None:
    """What was found broken and can be made anew of its pages is not there any more for who asks what is made; only
    until the whole is closed, for a package is made of what is there."""
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    broken = [row for row in made_files(locked) if row.file.broken_at] if locked.state == State.RETURNED else []
    for made in broken:
        made.delete()
        storage.forget(made.file)


def look_again(*, dossier: Dossier, by: User) -> bool:
    """Read anew what was found broken; whether any of it was restored since."""
    results = [row.latest for row in results_told(dossier) if row.latest and row.latest.fault == DAMAGED]
    sound = [found_whole(version=row, by=by) for row in results]
    return any([*sound, *(storage.is_whole(row.file) for row in found_broken(dossier))])
