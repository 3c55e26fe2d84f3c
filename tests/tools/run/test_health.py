"""Does the health check of a lane tell idleness from work that is left lying?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from tools.run import health

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def test_database(monkeypatch: pytest.MonkeyPatch) -> None:
    known = connection.settings_dict
    address = f"{known['HOST']}:{known['PORT']}/{known['NAME']}"
    monkeypatch.setenv("DATABASE_URL", f"postgres://{known['USER']}:{known['PASSWORD']}@{address}")


def queued(minutes_ago: int, status: str = TaskResultStatus.READY, lane: str = "quick") -> None:
    row = DBTaskResult.objects.create(
        status=status, queue_name=lane, backend_name="default", task_path="x", args_kwargs={}, run_after=get_date_max()
    )
    DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=timezone.now() - timedelta(minutes=minutes_ago))


def test_an_empty_lane_and_fresh_work_are_fine() -> None:
    assert health.lane("quick") == ""
    queued(1)
    assert health.lane("quick") == ""


def test_work_left_lying_is_told() -> None:
    queued(30)
    queued(30, lane="slow")
    assert health.lane("quick") == "1 tasks are due and nobody works on them"


def test_a_long_queue_that_is_being_worked_on_is_fine() -> None:
    queued(30)
    queued(40, TaskResultStatus.RUNNING)
    assert health.lane("quick") == ""


def test_work_for_later_is_not_due() -> None:
    queued(30)
    DBTaskResult.objects.update(run_after=timezone.now() + timedelta(hours=1))
    assert health.lane("quick") == ""


def test_a_database_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["health", "database"])
    assert health.main() == 0
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")
    assert health.main() == 1
    assert "127.0.0.1" in capsys.readouterr().err


def test_a_web_server_that_is_away_is_told() -> None:
    assert "refused" in health.web("http://127.0.0.1:1/healthz")
