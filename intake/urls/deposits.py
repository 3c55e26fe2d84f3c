"""Which addresses does the hand-over of paper to the archive have?"""

from django.urls import path, register_converter

from intake.views.paper import deposit, deposits


class KindConverter:
    """The kind of retention in an address."""

    regex = "vinh-vien|co-thoi-han"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "retention")

urlpatterns = [
    path("kho-giay/nop-luu/", deposits.paper_deposits, name="paper_deposits"),
    path("kho-giay/cho/<int:place_pk>/nop-luu/<int:of_year>/<retention:retention>/", deposits.draw_up_deposit,
         name="draw_up_deposit"),
    path("kho-giay/nop-luu/<int:deposit_pk>/", deposit.paper_deposit, name="paper_deposit"),
    path("kho-giay/nop-luu/<int:deposit_pk>/huy/", deposit.call_off_deposit, name="call_off_deposit"),
    path("kho-giay/nop-luu/<int:deposit_pk>/<slug:paper>/", deposit.deposit_file, name="deposit_file"),
]  # fmt: skip
