"""Which addresses do the reports of the desk have?"""

from django.urls import path

from intake.views.desk import reports

urlpatterns = [path("bao-cao/mot-cua/", reports.report, name="monthly_report")]
