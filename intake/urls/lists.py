"""Which addresses does the employer's list of a dossier have?"""

from django.urls import path

from intake.urls.here import HERE
from intake.views import list_files, list_line, list_lines, list_split, lists

LIST = HERE + "danh-sach/"

urlpatterns = [
    path(LIST, lists.employer_list, name="employer_list"),
    path(LIST + "nhap/", lists.import_list, name="import_list"),
    path(LIST + "tien-do/", lists.list_progress, name="list_progress"),
    path(LIST + "mau-01b-hsb.xlsx", list_files.list_template, name="list_template"),
    path(LIST + "tep-loi.xlsx", list_files.list_errors, name="list_errors"),
    path(LIST + "dong/<int:line_pk>/", list_line.list_line, name="list_line"),
    path(LIST + "dong/<int:line_pk>/giay-to/", list_line.line_paper, name="line_paper"),
    path(LIST + "dong/<int:line_pk>/che-do/", list_line.line_benefit, name="line_benefit"),
    path(LIST + "tach/", list_split.split, name="split_lines"),
    path(LIST + "da-tach/", list_split.lines_split, name="lines_split"),
    path(LIST + "nhan/", list_lines.take_lines, name="take_lines"),
    path(LIST + "mo-lai/", list_lines.reopen_lines, name="reopen_lines"),
    path(LIST + "khong-nhan/", list_lines.leave_lines, name="leave_lines"),
]
