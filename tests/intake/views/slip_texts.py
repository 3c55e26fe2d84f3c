"""What does a printed slip say?"""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium
from django.test import Client
from django.urls import reverse

from bhxh_archive.text import nfc
from intake.models import Dossier
from intake.slips import SLIPS


def text_of(client: Client, dossier: Dossier, name: str) -> str:
    """All its words in one line, issued by a press where it has a number."""
    send = client.get if SLIPS[name].series is None else client.post
    answer = send(reverse("slip", args=[dossier.pk, name]), follow=True)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].isascii() and "inline" in answer["Content-Disposition"]
    document = pdfium.PdfDocument(BytesIO(answer.getvalue()))
    pages = [nfc(page.get_textpage().get_text_bounded()) for page in document]
    return " ".join(" ".join(pages).split())
