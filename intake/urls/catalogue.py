"""Which addresses does the catalogue have among the administrator's pages?"""

from django.urls import path

from intake.views.administration.catalogue import books, changing, reading

_ONE = "<int:pk>/"

urlpatterns = [
    path("", reading.catalogue, name="catalogue"),
    path("quy-trinh/moi/", books.new_book, name="catalogue_new_book"),
    path("quy-trinh/<int:book_pk>/", books.book, name="catalogue_book"),
    path("quy-trinh/<int:book_pk>/sua/", books.edit_book, name="catalogue_edit_book"),
    path("quy-trinh/<int:book_pk>/bo/", books.discard_book, name="catalogue_discard_book"),
    path("quy-trinh/<int:book_pk>/rut/", books.withdraw_book, name="catalogue_withdraw_book"),
    path("quy-trinh/<int:book_pk>/thu-tuc-moi/", books.new_procedure, name="catalogue_new_procedure"),
    path(_ONE, reading.procedure, name="catalogue_procedure"),
    path(_ONE + "soan/", changing.open_next, name="catalogue_open_next"),
    path(_ONE + "sua/", changing.edit, name="catalogue_edit"),
    path(_ONE + "phan/<slug:kind>/<int:part_pk>/", changing.part, name="catalogue_part"),
    path(_ONE + "ap-dung/", changing.put_in_force, name="catalogue_put_in_force"),
    path(_ONE + "bo/", changing.discard, name="catalogue_discard"),
    path(_ONE + "rut/", changing.withdraw, name="catalogue_withdraw"),
]
