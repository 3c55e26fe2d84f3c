"""Which days do tests speak of? Asked when they are needed: a run may begin before midnight and end after it."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone


def today() -> date:
    return timezone.localdate()


def tomorrow() -> date:
    return today() + timedelta(days=1)


def yesterday() -> date:
    return today() - timedelta(days=1)
