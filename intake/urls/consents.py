"""Which addresses does the consent to a second supplement request have?"""

from django.urls import path

from intake.urls.here import HERE
from intake.views.supplements import consenting

urlpatterns = [
    path(HERE + "yeu-cau-bo-sung/xin-y-kien/", consenting.ask_consent, name="ask_consent"),
    path(HERE + "yeu-cau-bo-sung/y-kien/", consenting.answer_consent, name="answer_consent"),
]
