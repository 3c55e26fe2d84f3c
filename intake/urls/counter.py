"""Which addresses help a clerk at the counter while a person is being typed?"""

from django.urls import path

from intake.views.counter import known_people

urlpatterns = [
    path("ho-so/moi/nguoi-da-biet/", known_people.known_people, name="known_people"),
]
