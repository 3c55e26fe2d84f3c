"""Is a dossier whose told day has become a day off followed by the counter at which it lies?"""

from __future__ import annotations

from bhxh_archive.lifecycle import State
from bhxh_archive.models import Holiday, User
from bhxh_archive.queues import find
from intake.models import Dossier
from tests.intake.actions.deadlines.test_reappointing import workday_after
from tests.intake.rows import put_in_state


def test_it_is_listed_while_it_lies_here(accepted: Dossier, clerk_user: User, demo: dict[str, User]) -> None:
    queue = find("tiep-nhan-hen-ngay-nghi", clerk_user)
    assert queue and accepted.due_on
    Dossier.objects.filter(pk=accepted.pk).update(promised_on=(told := workday_after(accepted.due_on)))
    assert not queue.rows(clerk_user)

    Holiday.objects.create(day=told, kind=Holiday.Kind.OFF, name="Ngày nghỉ thêm")

    assert list(queue.rows(clerk_user)) == [accepted] and not queue.rows(demo["tiepnhan-na"])
    for state, here in ((State.IN_REVIEW, False), (State.ISSUED, True)):
        put_in_state(accepted, state)
        assert queue.rows(clerk_user).exists() == here
