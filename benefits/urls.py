"""Which addresses belong to the benefits unit?"""

from django.urls import path, register_converter

from benefits.views import (
    answer_scans,
    appointing,
    asking,
    assigning,
    attending,
    cosigning,
    deliveries,
    device_calls,
    device_signing,
    drafting,
    gaps,
    history,
    importing,
    issuing,
    late_answers,
    law,
    line_settling,
    list_calculating,
    list_figures,
    list_settling,
    noting,
    outgoing,
    outside_numbers,
    overview,
    paper_issuing,
    paper_orders,
    paper_signing,
    payments,
    reading_places,
    renewals,
    results,
    review,
    room,
    settling,
    signing,
    verbs,
    verifying,
)


class SizeConverter:
    """A picture to read, or a small one."""

    regex = "view|thumb"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SizeConverter, "size")
DOSSIER = "ho-so/<int:pk>"
DRAFT = f"{DOSSIER}/du-thao/<int:draft_pk>"
NOTES = f"{DOSSIER}/ghi-chu"
LINES = f"{DOSSIER}/de-nghi"
ASKED = f"{DOSSIER}/ket-qua-xac-minh"
PAPER = f"{DOSSIER}/phat-hanh-ban-giay"
VERSION = f"{DOSSIER}/ket-qua/<int:version_pk>"
DELIVERED = "ket-qua-chuyen-den/<int:pk>"

LAW = "quan-tri/so-lieu-phap-luat"

urlpatterns = [
    path(f"{LAW}/", law.law_tables, name="law_tables"),
    path(f"{LAW}/<slug:table>/", law.law_table, name="law_table"),
    path(f"{LAW}/nhap/<int:change_pk>/", law.law_change, name="law_change"),
    path(f"{LAW}/nhap/<int:change_pk>/duyet/", law.approve_law_change, name="approve_law_change"),
    path(f"{LAW}/nhap/<int:change_pk>/rut/", law.withdraw_law_change, name="withdraw_law_change"),
    path("so-bo-trong/", gaps.number_gaps, name="number_gaps"),
    path("so-van-ban-di/", outgoing.outgoing_register, name="outgoing_register"),
    path("so-van-ban-di/<str:form>/", outgoing.outgoing_file, name="outgoing_file"),
    path("so-dung-ngoai/", outside_numbers.outside_numbers, name="outside_numbers"),
    path("so-dung-ngoai/<int:pk>/bo/", outside_numbers.withdraw_outside_numbers, name="withdraw_outside_numbers"),
    path("lenh-ky-giay/", paper_orders.paper_orders, name="paper_orders"),
    path("lenh-ky-giay/<int:pk>/cham-dut/", paper_orders.call_off_paper_order, name="call_off_paper_order"),
    path("ky-thiet-bi/", device_signing.device_signing, name="device_signing"),
    path("ky-thiet-bi/otp/", device_signing.send_remote_code, name="send_remote_code"),
    path("ky-thiet-bi/tu-xa/", device_signing.sign_at_service, name="sign_at_service"),
    path("ky-thiet-bi/ma/", device_signing.signing_code, name="signing_code"),
    path("ky-thiet-bi/goi/danh-sach/", device_calls.waiting, name="agent_waiting"),
    path("ky-thiet-bi/goi/van-ban/", device_calls.gaps, name="agent_gaps"),
    path("ky-thiet-bi/goi/chu-ky/", device_calls.signatures, name="agent_signatures"),
    path("gia-han-dau-thoi-gian/", renewals.stamp_renewals, name="stamp_renewals"),
    path("tong-quan/", overview.overview, name="overview"),
    path("tong-quan/tep/", overview.overview_file, name="overview_file"),
    path("chi-tra/", payments.payment_list, name="payment_list"),
    path("chi-tra/tep/", payments.payment_file, name="payment_file"),
    path(f"{DELIVERED}/", deliveries.delivered_results, name="delivered_results"),
    path(f"{DELIVERED}/da-nhan/", deliveries.receive_results, name="receive_results"),
    path(f"{DELIVERED}/<int:version_pk>/tep/", deliveries.delivered_file, name="delivered_file"),
    path(
        f"{DELIVERED}/<int:version_pk>/trang/<int:number>/<size:size>/",
        deliveries.delivered_page,
        name="delivered_page",
    ),
    path("hang-cho/<slug:slug>/tiep/", room.next_dossier, name="next_dossier"),
    path(f"{DOSSIER}/xet-duyet/", review.review, name="review"),
    path(f"{DOSSIER}/dang-mo/", attending.still_open, name="still_open"),
    path(f"{DOSSIER}/cho-doc/", reading_places.kept_place, name="keep_place"),
    path(f"{NOTES}/", noting.pin_note, name="pin_note"),
    path(f"{NOTES}/<int:number>/sua/", noting.reword_note, name="reword_note"),
    path(f"{NOTES}/<int:number>/rut/", noting.take_back_note, name="take_back_note"),
    path(f"{DOSSIER}/nhan-xu-ly/", review.claim, name="claim"),
    path(f"{DOSSIER}/tra-ve-hang-cho/", review.release, name="release"),
    path(f"{DOSSIER}/phan-cong/", assigning.reassign, name="reassign"),
    path(f"{DOSSIER}/du-thao/moi/", review.open_draft, name="open_draft"),
    path(f"{DRAFT}/", drafting.draft, name="draft"),
    path(f"{DRAFT}/tu-luu/", drafting.draft_autosave, name="draft_autosave"),
    path(f"{DRAFT}/tinh/", drafting.draft_working, name="draft_working"),
    path(f"{DRAFT}/xem/", drafting.draft_preview, name="draft_preview"),
    path(f"{DRAFT}/xem/<str:kind>/<int:number>/<size:size>/", drafting.draft_page, name="draft_page"),
    path(f"{DRAFT}/xem/<str:kind>/ban-in/", drafting.draft_pdf, name="draft_pdf"),
    path(f"{DRAFT}/phu-luc/", drafting.draft_annex, name="draft_annex"),
    path(f"{DRAFT}/bo/", drafting.drop_draft, name="drop_draft"),
    path(f"{DRAFT}/qua-trinh-dong/nhap/", history.periods_import, name="periods_import"),
    path(f"{DRAFT}/qua-trinh-dong/doi-chieu/", settling.differences, name="differences"),
    path(f"{DRAFT}/qua-trinh-dong/xuat/", history.periods_export, name="periods_export"),
    path(f"{LINES}/", list_settling.settle_list, name="settle_list"),
    path(f"{LINES}/tinh/", list_calculating.calculate_lines, name="calculate_lines"),
    path(f"{LINES}/tien-do/", list_calculating.lines_progress, name="lines_progress"),
    path(f"{LINES}/giai-quyet-dong-dat/", list_calculating.approve_clean, name="approve_clean"),
    path(f"{LINES}/giai-quyet/", list_settling.settle_lines, name="settle_lines"),
    path(f"{LINES}/khong-giai-quyet/", list_settling.refuse_lines, name="refuse_lines"),
    path(f"{LINES}/mo-lai/", list_settling.undecide_lines, name="undecide_lines"),
    path(f"{LINES}/so-lieu.xlsx", list_figures.figures_file, name="figures_file"),
    path(f"{LINES}/nhap-so-lieu/", list_figures.import_figures, name="import_figures"),
    path(f"{LINES}/dong/<int:line_pk>/", line_settling.settle_line, name="settle_line"),
    path(f"{DOSSIER}/trinh/", verbs.propose, name="propose"),
    path(f"{DOSSIER}/xac-nhan-diem-can-xem/", verbs.confirm_doubts, name="confirm_doubts"),
    path(f"{DOSSIER}/giai-quyet-lai/", verbs.grant_again, name="grant_again"),
    path(f"{DOSSIER}/hen-lai/", appointing.reappoint, name="reappoint"),
    path(f"{DOSSIER}/hen-lai/trinh/", appointing.ask_reappoint, name="ask_reappoint"),
    path(f"{DOSSIER}/hen-lai/sua-ngay/", appointing.correct_promise, name="correct_promise"),
    path(f"{DOSSIER}/hen-lai/khong-dong-y/", appointing.refuse_reappoint, name="refuse_reappoint"),
    path(f"{DOSSIER}/dong-y/", verbs.endorse, name="endorse"),
    path(f"{DOSSIER}/tra-lai-chuyen-vien/", asking.return_draft, name="return_draft"),
    path(f"{DOSSIER}/tra-lai-tiep-nhan/", asking.send_back, name="send_back"),
    path(f"{DOSSIER}/gui-xac-minh/", verifying.request_verification, name="request_verification"),
    path(f"{ASKED}/", verifying.verified, name="verified"),
    path(f"{ASKED}/<int:letter_pk>/", verifying.take_answer, name="take_answer"),
    path(f"{ASKED}/<int:letter_pk>/du-thao/", verifying.letter_draft, name="letter_draft"),
    path(f"{ASKED}/<int:letter_pk>/cong-van/", verifying.issue_letter, name="issue_letter"),
    path(f"{ASKED}/<int:letter_pk>/den-sau/", late_answers.late_answer, name="late_answer"),
    path(f"{ASKED}/den-sau/da-xem/", late_answers.seen_late_answers, name="seen_late_answers"),
    path(f"{ASKED}/<int:letter_pk>/ban-quet/", answer_scans.keep_answer_scan, name="keep_answer_scan"),
    path(f"{ASKED}/<int:letter_pk>/ban-quet/<int:upload_pk>/", answer_scans.answer_scan, name="answer_scan"),
    path(f"{ASKED}/noi-dung/<int:question_pk>/thoi-hoi/", verifying.withdraw_question, name="withdraw_question"),
    path(f"{ASKED}/noi-dung/<int:question_pk>/sua/", verifying.reword_question, name="reword_question"),
    path(f"{ASKED}/noi-dung/<int:question_pk>/mo-lai/", verifying.reopen_question, name="reopen_question"),
    path(f"{DOSSIER}/ky-so/", signing.sign, name="sign"),
    path(f"{DOSSIER}/chuyen-nguoi-ky/", assigning.change_signer, name="change_signer"),
    path(f"{DOSSIER}/ky-cong-cu-khac/", importing.import_signed, name="import_signed"),
    path(f"{DOSSIER}/lay-lai-cho-ky/", device_signing.take_back_deferred, name="take_back_deferred"),
    path(f"{DOSSIER}/chuan-bi-ky/", signing.prepare_signature, name="prepare_signature"),
    path(f"{DOSSIER}/cho-ky/<int:document_pk>/<int:number>/<size:size>/", signing.prepared_page, name="prepared_page"),
    path(f"{DOSSIER}/cho-ky/<int:document_pk>/", signing.prepared_file, name="prepared_file"),
    path(f"{DOSSIER}/ky-tiep/", cosigning.cosign, name="cosign"),
    path(f"{DOSSIER}/phat-hanh/", issuing.issue, name="issue"),
    path(f"{DOSSIER}/ky-tren-giay/", paper_signing.sign_on_paper, name="sign_on_paper"),
    path(f"{PAPER}/", paper_issuing.issue_on_paper, name="issue_on_paper"),
    path(f"{PAPER}/quet/<int:result_pk>/", paper_issuing.scan_paper, name="scan_paper"),
    path(f"{PAPER}/ban-quet/<int:scan_pk>/<int:number>/<size:size>/", paper_issuing.paper_page, name="paper_page"),
    path(f"{DOSSIER}/thu-hoi/", asking.recall, name="recall"),
    path(f"{DOSSIER}/ket-qua/", results.results, name="results"),
    path(f"{VERSION}/trang/<int:number>/<size:size>/", results.result_page, name="result_page"),
    path(f"{VERSION}/tep/", results.result_file, name="result_file"),
    path(f"{VERSION}/kiem-tra/", results.verify_result, name="verify_result"),
    path(f"{VERSION}/bao-cao/", results.result_report, name="result_report"),
]
