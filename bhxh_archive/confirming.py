"""Is the person at the keyboard still the one who signed in?"""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.http import HttpRequest

from bhxh_archive.models import User


def is_this_person(request: HttpRequest, user: User, password: str) -> bool:
    """Whether it is the password of the signed-in account; wrong ones count towards the lock-out as at sign-in."""
    found = authenticate(request, username=user.username, password=password)
    return found is not None and found.pk == user.pk
