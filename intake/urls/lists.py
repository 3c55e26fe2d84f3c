"""Which addresses does the employer's list of a dossier have?"""

from django.urls import path

from intake.urls.here import HERE
from intake.views.lists import deciding, one_line, splitting, spreadsheets, whole_list

LIST = HERE + "danh-sach/"

urlpatterns = [
    path(LIST, whole_list.employer_list, name="employer_list"),
    path(LIST + "nhap/", whole_list.import_list, name="import_list"),
    path(LIST + "tien-do/", whole_list.list_progress, name="list_progress"),
    path(LIST + "mau-01b-hsb.xlsx", spreadsheets.list_template, name="list_template"),
    path(LIST + "tep-loi.xlsx", spreadsheets.list_errors, name="list_errors"),
    path(LIST + "dong/<int:line_pk>/", one_line.list_line, name="list_line"),
    path(LIST + "dong/<int:line_pk>/giay-to/", one_line.line_paper, name="line_paper"),
    path(LIST + "dong/<int:line_pk>/che-do/", one_line.line_benefit, name="line_benefit"),
    path(LIST + "tach/", splitting.split, name="split_lines"),
    path(LIST + "da-tach/", splitting.lines_split, name="lines_split"),
    path(LIST + "nhan/", deciding.take_lines, name="take_lines"),
    path(LIST + "mo-lai/", deciding.reopen_lines, name="reopen_lines"),
    path(LIST + "khong-nhan/", deciding.leave_lines, name="leave_lines"),
]
