"""Which addresses do piles of results to print have?"""

from django.urls import path

from intake.views.returning import print_runs

RUN = "luot-in/<int:print_pk>/"

urlpatterns = [
    path("luot-in/", print_runs.print_runs, name="print_runs"),
    path(RUN, print_runs.print_run, name="print_run"),
    path(RUN + "tao-tep/", print_runs.begin_print_run, name="begin_print_run"),
    path(RUN + "tep.pdf", print_runs.print_run_file, name="print_run_file"),
    path(RUN + "da-in/", print_runs.close_print_run, name="close_print_run"),
    path(RUN + "bo/", print_runs.drop_print_run, name="drop_print_run"),
]
