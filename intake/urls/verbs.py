"""Which addresses do the moves of reception have, and the work on their way?"""

from django.urls import path

from intake.urls.here import HERE
from intake.views.consolidation import consolidating
from intake.views.counter import receiving
from intake.views.returning import returning
from intake.views.supplements import answering, draft_supplementing, supplementing

urlpatterns = [
    path(HERE + "tiep-nhan/", receiving.accept, name="accept"),
    path(HERE + "tu-choi/", receiving.refuse, name="refuse"),
    path(HERE + "chuyen/", receiving.forward, name="forward"),
    path(HERE + "dung-giai-quyet/", receiving.withdraw, name="withdraw"),
    path(HERE + "huy-trung/", receiving.cancel, name="cancel"),
    path(HERE + "mo-lai-tich-hop/", receiving.rework, name="rework"),
    path(HERE + "yeu-cau-bo-sung/", supplementing.request_supplement, name="request_supplement"),
    path(HERE + "phieu-bo-sung/", draft_supplementing.draft_supplement, name="draft_supplement"),
    path(HERE + "nhan-bo-sung/", answering.resume, name="resume"),
    path(HERE + "nhan-bo-sung/da-nhan/", answering.answer_items, name="answer_items"),
    path(HERE + "nhan-bo-sung/sau-khi-ghi/", answering.count_ahead, name="count_ahead"),
    path(HERE + "nhan-bo-sung/<int:item_pk>/bo/", answering.reopen_item, name="reopen_item"),
    path(HERE + "bao-qua-han/", answering.notify_lapse, name="notify_lapse"),
    path(HERE + "tra-ket-qua/", returning.hand_over, name="hand_over"),
    path(HERE + "nhan-sau/", returning.collect_later, name="collect_later"),
    path(HERE + "tich-hop/", consolidating.consolidate, name="consolidate"),
    path(HERE + "tich-hop/tep/", consolidating.documents_state, name="documents_state"),
    path(HERE + "tich-hop/tao-tep/", consolidating.make_documents, name="make_documents"),
]
