"""Under which addresses does an applicant look up a dossier, without an account?"""

from django.urls import path

from intake.views.counter import status

urlpatterns = [
    path("tra-cuu/", status.status_form, name="status_form"),
    path("tra-cuu/<str:code>/", status.status, name="status"),
]
