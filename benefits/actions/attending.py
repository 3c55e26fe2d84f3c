"""How is it known who has a dossier open, and where they read last? A soft notice for colleagues: no evidence, and it
stops nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db import connection
from django.utils import timezone

from benefits.models import Presence
from bhxh_archive.models import User
from intake.models import Dossier

OPENED: Final = timedelta(minutes=3)
"""How long a page counts as open that may have no scripts to say so again."""
BEAT: Final = timedelta(minutes=2)
"""How long it counts after its script said so; it does so every 45 seconds."""
SPARED: Final = timedelta(minutes=1)
"""What would come to less is not written: a row is written once a minute at most."""


_ATTEND: Final = """
WITH own AS (
    INSERT INTO benefits_presence AS known (dossier_id, user_id, since, until)
    VALUES (%(dossier)s, %(user)s, %(now)s, %(until)s)
    ON CONFLICT (dossier_id, user_id) DO UPDATE SET until = excluded.until,
        since = CASE WHEN known.until > %(now)s THEN known.since ELSE excluded.since END
    WHERE known.until < %(worth)s
)
SELECT place.page, place.split, person.id, coalesce(nullif(person.full_name, ''), person.username), there.since
FROM (SELECT) AS always
LEFT JOIN benefits_readingplace place ON place.dossier_id = %(dossier)s AND place.user_id = %(user)s
LEFT JOIN (benefits_presence there JOIN bhxh_archive_user person ON person.id = there.user_id)
    ON there.dossier_id = %(dossier)s AND there.user_id <> %(user)s AND there.until > %(now)s
ORDER BY there.since, there.id
"""
"""In one statement, for the pages of a dossier ask much already."""


class Attending(NamedTuple):
    """Somebody else who has the dossier open, and since when."""

    user: int
    name: str
    since: datetime


class Arrival(NamedTuple):
    """The others who have the dossier open, the earliest first, and where this person read last: `ReadingPlace`."""

    others: list[Attending]
    page: int | None
    split: int | None


def attend(*, dossier: Dossier, by: User, lasts: timedelta, now: datetime | None = None) -> Arrival:
    """Keep that this person has the dossier open for so long, and give what is known of its readers."""
    now = now or timezone.now()
    facts: dict[str, int | datetime] = {
        "dossier": dossier.pk,
        "user": by.pk,
        "now": now,
        "until": now + lasts,
        "worth": now + lasts - SPARED,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ATTEND, facts)
        rows = cursor.fetchall()
    return Arrival([Attending(*row[2:]) for row in rows if row[2]], *rows[0][:2])


def forget_presence() -> int:
    """Delete what is over; returns how many rows."""
    return Presence.objects.filter(until__lt=timezone.now()).delete()[0]
