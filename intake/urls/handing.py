"""Which addresses do the internal hand-over lists and the register have?"""

from django.urls import path

from intake.views.desk import handing, register_book

urlpatterns = [
    path("ban-giao/", handing.handing_lists, name="handing_lists"),
    path("ban-giao/<int:list_pk>/", handing.handing_list, name="handing_list"),
    path("ban-giao/<int:list_pk>/nhan/", handing.receive_list, name="receive_list"),
    path("ban-giao/<int:list_pk>/huy/", handing.call_off_list, name="call_off_list"),
    path("ban-giao/<int:list_pk>/in/", handing.print_list, name="print_list"),
    path("so-theo-doi/", register_book.register_book, name="register_book"),
    path("so-theo-doi/tep/<slug:form>/", register_book.register_file, name="register_file"),
]
