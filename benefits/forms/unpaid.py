"""What is asked when the receiver of a monthly allowance dies: of what is left, of every relative, of the funeral?"""

from __future__ import annotations

from benefits import reading
from benefits.forms.entries import Groups
from benefits.forms.fields import ReadField, lines, short
from benefits.forms.survivors import WithRelatives
from benefits.kinds.after_death.relatives import Cell
from bhxh_archive.ui.fields import MoneyField


class UnpaidEntries(WithRelatives):
    """Quyết định hưởng trợ cấp của thân nhân người đang hưởng trợ cấp hằng tháng."""

    earlier = short("Quyết định đang hưởng (số, ngày)")
    amount = MoneyField(label="Trợ cấp của những tháng chưa nhận", required=False, help_text="Cho tất cả thân nhân.")
    monthly = MoneyField(label="Mức đang hưởng hằng tháng", required=False, help_text="Để đối chiếu số tiền.")
    months_left = ReadField(reading.whole, label="Số tháng chưa nhận", help_text="Để đối chiếu số tiền.")
    ground = lines("Căn cứ pháp lý", "Văn bản, điều khoản; in trên quyết định.", rows=2)
    method = lines("Cách tính", "Ra số tiền thế nào; in trên quyết định và phụ lục.", rows=3)
    funeral_amount = MoneyField(
        label="Mức trợ cấp mai táng ấn định", required=False, help_text="Bỏ trống: tính theo mức tham chiếu."
    )
    compulsory_months = ReadField(reading.whole, label="Số tháng người chết đóng bắt buộc")
    all_months = ReadField(reading.whole, label="Số tháng người chết đóng, cả tự nguyện")
    dead = ("died_on", "earlier")
    left = ("amount", "monthly", "months_left", "ground", "method")
    burial = (*WithRelatives.burial, "funeral_amount", "compulsory_months", "all_months")
    cells = (Cell.TAKES, Cell.KIN, Cell.SHARES, Cell.PAYEE, Cell.ACCOUNT)

    def headed(self) -> Groups:
        dead, *others = super().headed()
        return (dead, ("Số tiền, căn cứ và cách tính", self.left), *others)
