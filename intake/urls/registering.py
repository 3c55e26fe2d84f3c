"""Which addresses does registration have, and what follows it: questions, counting, persons, books, components?"""

from django.urls import path

from intake.urls.here import HERE
from intake.views import files
from intake.views.counter import correcting, questions, registering
from intake.views.dossier import books, components, first_tab, looking_up

urlpatterns = [
    path("ho-so/moi/", registering.register, name="register"),
    path(HERE + "sua/", registering.edit_registration, name="edit_registration"),
    path(HERE + "nguoi/<int:person_pk>/sua/", correcting.correct_person, name="correct_person"),
    path(HERE + "cau-hoi/", questions.questions, name="questions"),
    path(HERE + "dem-giay/", first_tab.count_paper, name="count_paper"),
    path(HERE + "dem-thanh-phan/", first_tab.count_components, name="count_components"),
    path(HERE + "lien-ket/", first_tab.link_dossier, name="link_dossier"),
    path(HERE + "so-bhxh/", books.take_book, name="take_book"),
    path(HERE + "tra-so-bhxh/", books.return_book, name="return_book"),
    path(HERE + "thanh-phan/<int:component_pk>/tra-cuu/", looking_up.look_up, name="look_up"),
    path(HERE + "tra-cuu/<int:lookup_pk>/", looking_up.lookup, name="lookup"),
    path(HERE + "tra-cuu/<int:lookup_pk>/trang-thai/", looking_up.lookup_state, name="lookup_state"),
    path(HERE + "thanh-phan/<int:component_pk>/", components.component, name="component"),
    path(HERE + "thanh-phan/<int:component_pk>/ban-goc/", files.component_original, name="component_original"),
]
