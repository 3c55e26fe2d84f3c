"""Which addresses does a result have on its way to the person?"""

from django.urls import path

from intake.urls.here import HERE
from intake.views.returning import fetching, links, posting, returning, signed_slips, way_of_return

SCAN = HERE + "giay-giao-nhan/<int:hand_over_pk>/<int:upload_pk>/"

urlpatterns = [
    path(HERE + "ban-tra/<int:result_pk>/", returning.return_result, name="return_result"),
    path(HERE + "ban-tra/<int:result_pk>/tep/", returning.return_result_file, name="return_result_file"),
    path(HERE + "ban-tra/<int:result_pk>/<int:number>.jpg", returning.return_result_image, name="return_result_image"),
    path(HERE + "ban-tra/<int:result_pk>/da-in/", returning.record_print, name="record_print"),
    path(HERE + "cach-tra/", way_of_return.change_return_way, name="change_return_way"),
    path(HERE + "duong-dan/", links.result_links, name="result_links"),
    path("nhan-ket-qua/<slug:secret>/", fetching.fetch_result, name="fetch_result"),
    path("nhan-ket-qua/<slug:secret>/tep/<int:result_pk>/", fetching.fetched_file, name="fetched_file"),
    path(HERE + "buu-gui/", posting.post_result, name="post_result"),
    path(HERE + "giay-giao-nhan/<int:hand_over_pk>/", signed_slips.signed_slip, name="signed_slip"),
    path(
        HERE + "giay-giao-nhan/<int:hand_over_pk>/tinh-trang/", signed_slips.signed_slip_state, name="signed_slip_state"
    ),
    path(SCAN + "xac-nhan/", signed_slips.confirm_signed_slip, name="confirm_signed_slip"),
    path(SCAN + "bo/", signed_slips.drop_signed_slip, name="drop_signed_slip"),
    path(SCAN + "lay-lai/", signed_slips.restore_signed_slip, name="restore_signed_slip"),
]
