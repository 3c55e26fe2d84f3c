"""Does the page of a dossier tell where its social-insurance book is, and let the counter give it back?"""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from bhxh_archive.models import User
from intake.actions import registration
from intake.models import BookCustody, Dossier
from tests.intake.views.conftest import SignIn


def test_the_journey_of_the_book_is_shown_and_it_is_given_back_after_the_end(
    accepted: Dossier, clerk: Client, clerk_user: User, sign_in: SignIn
) -> None:
    page, give_back = reverse("dossier", args=[accepted.pk]), reverse("return_book", args=[accepted.pk])
    shown = clerk.get(page).content.decode()
    assert "nhận của người dân" in shown and give_back not in shown

    registration.withdraw(dossier=accepted, reason="Theo đơn", by=clerk_user)
    assert give_back in clerk.get(page).content.decode()
    assert give_back not in sign_in("chuyenvien-hp").get(page).content.decode()
    clerk.post(give_back, {"receiver_name": "Phạm Thị Hường"})

    shown = clerk.get(page).content.decode()
    assert "trả người dân: Phạm Thị Hường" in shown and give_back not in shown


def test_nobody_else_gives_it_back(accepted: Dossier, clerk_user: User, sign_in: SignIn) -> None:
    registration.withdraw(dossier=accepted, reason="Theo đơn", by=clerk_user)
    give_back = reverse("return_book", args=[accepted.pk])

    assert sign_in("chuyenvien-hp").post(give_back, {"receiver_name": "A"}).status_code == 403
    assert sign_in("tiepnhan-na").post(give_back, {"receiver_name": "A"}).status_code == 404
    assert BookCustody.objects.get(dossier=accepted).held_by
