"""Which addresses belong to reception and to the frame of every dossier?"""

from django.urls import path

from intake.views import (
    after,
    books,
    changing_pages,
    components,
    consolidating,
    correcting,
    desk,
    dossier,
    files,
    home,
    one_page,
    pages,
    receiving,
    registering,
    returning,
    slips,
    supplementing,
    trail,
    uploads,
)

HERE = "ho-so/<int:pk>/"

_registering = [
    path("ho-so/moi/", registering.register, name="register"),
    path(HERE + "sua/", registering.edit_registration, name="edit_registration"),
    path(HERE + "nguoi/<int:person_pk>/sua/", correcting.correct_person, name="correct_person"),
    path(HERE + "dem-giay/", dossier.count_paper, name="count_paper"),
    path(HERE + "dem-thanh-phan/", dossier.count_components, name="count_components"),
    path(HERE + "lien-ket/", dossier.link_dossier, name="link_dossier"),
    path(HERE + "so-bhxh/", books.take_book, name="take_book"),
    path(HERE + "tra-so-bhxh/", books.return_book, name="return_book"),
    path(HERE + "thanh-phan/<int:component_pk>/", components.component, name="component"),
    path(HERE + "thanh-phan/<int:component_pk>/ban-goc/", files.component_original, name="component_original"),
]
_tabs = [
    path(HERE, dossier.dossier, name="dossier"),
    path(HERE + "trang/", pages.pages, name="pages"),
    path(HERE + "trang/<int:page_pk>/", one_page.page, name="page"),
    path(HERE + "nhat-ky/", trail.trail, name="trail"),
    path(HERE + "xong/<slug:verb>/", after.done, name="done"),
    path(HERE + "in/<slug:name>/", slips.slip, name="slip"),
]
_pages = [
    path(HERE + "tai-len/", uploads.upload, name="upload"),
    path(HERE + "tep/", uploads.upload_state, name="upload_state"),
    path(HERE + "tep/<int:upload_pk>/", files.upload_file, name="upload_file"),
    path(HERE + "sua-trang/<slug:verb>/", changing_pages.change_pages, name="change_pages"),
    path(HERE + "khoi-phuc-trang/<slug:ids>/", changing_pages.restore_pages, name="restore_pages"),
    path("trang/<int:page_pk>/<slug:size>.jpg", files.page_image, name="page_image"),
]
_verbs = [
    path(HERE + "tiep-nhan/", receiving.accept, name="accept"),
    path(HERE + "tu-choi/", receiving.refuse, name="refuse"),
    path(HERE + "chuyen/", receiving.forward, name="forward"),
    path(HERE + "dung-giai-quyet/", receiving.withdraw, name="withdraw"),
    path(HERE + "huy-trung/", receiving.cancel, name="cancel"),
    path(HERE + "mo-lai-tich-hop/", receiving.rework, name="rework"),
    path(HERE + "yeu-cau-bo-sung/", supplementing.request_supplement, name="request_supplement"),
    path(HERE + "phieu-bo-sung/", supplementing.draft_supplement, name="draft_supplement"),
    path(HERE + "nhan-bo-sung/", supplementing.resume, name="resume"),
    path(HERE + "nhan-bo-sung/<int:item_pk>/", supplementing.answer_item, name="answer_item"),
    path(HERE + "bao-qua-han/", supplementing.notify_lapse, name="notify_lapse"),
    path(HERE + "tra-ket-qua/", returning.hand_over, name="hand_over"),
    path(HERE + "nhan-sau/", returning.collect_later, name="collect_later"),
    path(HERE + "tich-hop/", consolidating.consolidate, name="consolidate"),
    path(HERE + "tich-hop/tep/", consolidating.documents_state, name="documents_state"),
    path(HERE + "tich-hop/tao-tep/", consolidating.make_documents, name="make_documents"),
]
_results = [
    path(HERE + "ban-tra/<int:result_pk>/", returning.return_result, name="return_result"),
    path(HERE + "ban-tra/<int:result_pk>/tep/", returning.return_result_file, name="return_result_file"),
    path(HERE + "ban-tra/<int:result_pk>/<int:number>.jpg", returning.return_result_image, name="return_result_image"),
    path(HERE + "ban-tra/<int:result_pk>/da-in/", returning.record_print, name="record_print"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("hang-cho/<slug:slug>/", desk.queue, name="queue"),
    *_registering,
    *_tabs,
    *_pages,
    *_verbs,
    *_results,
]
