"""What is written on the demo's papers? Wording of our own after the titles of the forms; nobody named exists."""

from collections.abc import Callable

from tools.demo_sheet import Sheet

Draw = Callable[[Sheet], None]

NOTICE = "Giấy tờ mẫu để trình diễn phần mềm - người, đơn vị và số liệu đều không có thật."
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
EMPLOYER = ("CÔNG TY CỔ PHẦN", "CƠ KHÍ SÔNG MẪU")
PERSON, BORN = "Trần Thị Mai Mẫu", "15/9/1968"
BOOK, CARD = "0100000123", "001168000123"
HOME = "Số 8, ngõ 15, phố Mẫu, phường Sông Mẫu"
ASSISTANT = "Lê Văn Thử"


def decision(sheet: Sheet) -> None:
    sheet.heading(EMPLOYER, MOTTO)
    sheet.right("Sông Mẫu, ngày 28 tháng 8 năm 2026")
    sheet.centre("QUYẾT ĐỊNH", 15, gap=4)
    sheet.centre("Về việc nghỉ việc để hưởng chế độ hưu trí", 13.5)
    sheet.centre("GIÁM ĐỐC CÔNG TY CỔ PHẦN CƠ KHÍ SÔNG MẪU", gap=24)
    sheet.paragraph("Căn cứ Luật Bảo hiểm xã hội số 41/2024/QH15 ngày 29 tháng 6 năm 2024;", "Italic")
    sheet.paragraph("Căn cứ Điều lệ tổ chức và hoạt động của Công ty và quy chế quản lý lao động hiện hành;", "Italic")
    sheet.paragraph("Xét quá trình công tác và tham gia bảo hiểm xã hội của người lao động.", "Italic")
    sheet.centre("QUYẾT ĐỊNH:", 13.5, gap=20)
    sheet.paragraph(
        f"Điều 1. Bà {PERSON}, sinh ngày {BORN}, số sổ bảo hiểm xã hội {BOOK}, chức danh thợ vận hành máy bậc 5/7, "
        "đơn vị công tác Phân xưởng Cơ khí 2, được nghỉ việc để hưởng chế độ hưu trí kể từ ngày 01 tháng 10 năm 2026."
    )
    sheet.paragraph(f"Nơi cư trú sau khi nghỉ việc: {HOME}.")
    sheet.paragraph(
        "Điều 2. Chế độ hưu trí của bà Mẫu do cơ quan bảo hiểm xã hội giải quyết theo quy định của pháp luật về bảo "
        "hiểm xã hội; Công ty thanh toán các khoản còn lại trước ngày thôi việc."
    )
    sheet.paragraph(
        "Điều 3. Trưởng phòng Tổ chức - Hành chính, Trưởng phòng Kế toán, Quản đốc Phân xưởng Cơ khí 2 và bà Mẫu chịu "
        "trách nhiệm thi hành Quyết định này."
    )
    sheet.signatures(("Nơi nhận:", "Như Điều 3; lưu: VT, TCHC", ""), ("GIÁM ĐỐC", "", "Phạm Văn Ví Dụ"), seal=SEAL_TEXT)


def work_history(sheet: Sheet) -> None:
    sheet.heading(EMPLOYER, MOTTO)
    sheet.centre("BẢN KÊ THỜI GIAN LÀM VIỆC", 14, gap=4)
    sheet.centre("(kèm theo Quyết định nghỉ việc để hưởng chế độ hưu trí)", 12, "Italic", gap=30)
    sheet.filled("Họ và tên:", PERSON)
    sheet.filled("Số sổ bảo hiểm xã hội:", BOOK)
    sheet.skip(20)
    sheet.table(WORK_WIDTHS, WORK_ROWS)
    sheet.paragraph(
        "Bản kê này lập từ sổ quản lý lao động của Công ty, đã đối chiếu với dữ liệu đóng bảo hiểm xã hội đến hết "
        "tháng 8 năm 2026. Hệ số trước năm 2016 ghi theo thang, bảng lương; từ năm 2016 ghi mức lương theo hợp đồng."
    )
    sheet.signatures(
        ("NGƯỜI LẬP", "(ký, ghi rõ họ tên)", "Đỗ Thị Minh Họa"),
        ("TRƯỞNG PHÒNG TCHC", "(ký, đóng dấu)", "Vũ Đức Thí Nghiệm"),
        seal=SEAL_TEXT,
    )


def request(sheet: Sheet) -> None:
    sheet.heading(("Mẫu số", "14-HSB"), MOTTO)
    sheet.centre("ĐƠN ĐỀ NGHỊ", 15, gap=4)
    sheet.centre("Giải quyết chế độ bảo hiểm xã hội", 13.5, gap=26)
    sheet.paragraph("Kính gửi: Bảo hiểm xã hội cơ sở Sông Mẫu", "BoldItalic")
    sheet.paragraph("I. Thông tin người đề nghị", "Bold", 0)
    for label, value in REQUESTER:
        sheet.filled(label, value)
    sheet.paragraph("II. Nội dung đề nghị", "Bold", 0)
    for text, chosen in REQUESTED:
        sheet.tick(text, chosen)
    sheet.skip(16)
    sheet.filled("Lý do:", "đủ tuổi nghỉ hưu, đã có quyết định nghỉ việc")
    sheet.filled("Thời điểm đề nghị hưởng:", "từ tháng 10 năm 2026")


def request_back(sheet: Sheet) -> None:
    sheet.paragraph("III. Hình thức nhận tiền", "Bold", 0)
    sheet.tick("Tiền mặt tại cơ quan bảo hiểm xã hội", False)
    sheet.tick("Tiền mặt qua dịch vụ bưu chính", False)
    sheet.tick("Qua tài khoản cá nhân mở tại ngân hàng", True)
    sheet.filled("Chủ tài khoản:", "TRAN THI MAI MAU")
    sheet.filled("Số tài khoản:", "0000 1234 5678")
    sheet.filled("Ngân hàng:", "Ngân hàng Mẫu, chi nhánh Sông Mẫu")
    sheet.paragraph("IV. Giấy tờ nộp kèm", "Bold", 0)
    sheet.table((110, 830, 180, 180), ENCLOSED)
    sheet.paragraph("V. Cam kết", "Bold", 0)
    sheet.paragraph(
        "Tôi cam đoan những nội dung trên là đúng sự thật và chịu trách nhiệm trước pháp luật; khi thay đổi nơi cư "
        "trú hoặc tài khoản nhận tiền, tôi sẽ báo cho cơ quan bảo hiểm xã hội nơi đang chi trả."
    )
    sheet.right("Sông Mẫu, ngày 07 tháng 9 năm 2026")
    sheet.signatures(("", "", ""), ("NGƯỜI ĐỀ NGHỊ", "(ký, ghi rõ họ tên)", PERSON))


def authorisation(sheet: Sheet) -> None:
    sheet.heading(("Mẫu số", "13-HSB"), MOTTO)
    sheet.centre("GIẤY ỦY QUYỀN", 15, gap=4)
    sheet.centre("Nộp hồ sơ và nhận kết quả giải quyết chế độ", 13, gap=26)
    sheet.paragraph("1. Người ủy quyền", "Bold", 0)
    for label, value in REQUESTER[:4]:
        sheet.filled(label, value)
    sheet.paragraph("2. Người được ủy quyền", "Bold", 0)
    sheet.filled("Họ và tên:", ASSISTANT)
    sheet.filled("Số định danh cá nhân:", "001090000456")
    sheet.filled("Nơi cư trú:", "Số 20, phố Thử, phường Sông Mẫu")
    sheet.filled("Quan hệ với người ủy quyền:", "cháu ruột")
    sheet.paragraph("3. Nội dung ủy quyền", "Bold", 0)
    sheet.tick("Nộp hồ sơ đề nghị hưởng chế độ hưu trí", True)
    sheet.tick("Nhận quyết định và các giấy tờ kết quả", True)
    sheet.tick("Nhận tiền lương hưu, trợ cấp hằng tháng", False)
    sheet.filled("Thời hạn ủy quyền:", "đến hết ngày 31/12/2026")


def authorisation_back(sheet: Sheet) -> None:
    sheet.paragraph(
        "Hai bên đã đọc lại, hiểu rõ quyền và nghĩa vụ của mình, tự nguyện ký vào giấy này. Người được ủy quyền giao "
        "lại đầy đủ giấy tờ đã nhận cho người ủy quyền trong thời hạn năm ngày làm việc."
    )
    sheet.right("Sông Mẫu, ngày 07 tháng 9 năm 2026")
    sheet.signatures(
        ("NGƯỜI ĐƯỢC ỦY QUYỀN", "(ký, ghi rõ họ tên)", ASSISTANT), ("NGƯỜI ỦY QUYỀN", "(ký, ghi rõ họ tên)", PERSON)
    )
    sheet.skip(40)
    sheet.centre("XÁC NHẬN CỦA ỦY BAN NHÂN DÂN PHƯỜNG SÔNG MẪU", 13, gap=20)
    sheet.paragraph(
        "Chứng thực chữ ký trên là của những người có tên nêu trên, đã ký trước mặt người thực hiện chứng thực tại bộ "
        "phận một cửa của phường; số chứng thực 123, quyển số 01/2026."
    )
    sheet.signatures(("", "", ""), ("TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "Hoàng Thị Giả Định"), seal=WARD_SEAL)


def army_service(sheet: Sheet) -> None:
    sheet.heading(("Mẫu số", "04B-HBQP"), MOTTO)
    sheet.centre("BẢN KHAI CÁ NHÂN", 15, gap=4)
    sheet.centre("Về thời gian, địa bàn phục vụ trong Quân đội có phụ cấp khu vực", 13, gap=26)
    sheet.filled("Họ và tên:", PERSON)
    sheet.filled("Số sổ bảo hiểm xã hội:", BOOK)
    sheet.filled("Nhập ngũ / xuất ngũ:", "tháng 3/1987 / tháng 3/1990")
    sheet.skip(20)
    sheet.table((220, 220, 420, 220, 220), ARMY_ROWS)
    sheet.paragraph("Tôi xin chịu trách nhiệm trước pháp luật về nội dung đã khai ở trên.")
    sheet.right("Sông Mẫu, ngày 07 tháng 9 năm 2026")
    sheet.signatures(("", "", ""), ("NGƯỜI KHAI", "(ký, ghi rõ họ tên)", PERSON))


SEAL_TEXT, WARD_SEAL = "CƠ KHÍ SÔNG MẪU * BẢN MẪU", "PHƯỜNG SÔNG MẪU * BẢN MẪU"
WORK_WIDTHS = (300, 520, 260, 220)
WORK_ROWS = (
    ("Từ - đến", "Chức danh, đơn vị", "Hệ số / mức lương", "Số tháng"),
    ("04/1990 - 12/1995", "Học việc, Phân xưởng Cơ khí 1", "1,55", "69"),
    ("01/1996 - 12/2003", "Thợ vận hành bậc 3/7", "2,18", "96"),
    ("01/2004 - 12/2010", "Thợ vận hành bậc 4/7", "2,71", "84"),
    ("01/2011 - 12/2015", "Thợ vận hành bậc 5/7", "3,19", "60"),
    ("01/2016 - 12/2020", "Thợ vận hành bậc 5/7", "6.450.000 đ", "60"),
    ("01/2021 - 08/2026", "Thợ vận hành bậc 5/7", "8.200.000 đ", "68"),
    ("", "Cộng", "", "437"),
)
REQUESTER = (
    ("Họ và tên:", PERSON),
    ("Ngày sinh:", f"{BORN}          Giới tính: nữ          Quốc tịch: Việt Nam"),
    ("Số định danh cá nhân:", CARD),
    ("Nơi cư trú:", HOME),
    ("Số sổ bảo hiểm xã hội:", BOOK),
    ("Số điện thoại:", "0900 000 123"),
)
REQUESTED = (
    ("Hưởng lương hưu hằng tháng", True),
    ("Hưởng bảo hiểm xã hội một lần", False),
    ("Hưởng trợ cấp khi đủ tuổi mà chưa đủ thời gian đóng", False),
    ("Chuyển nơi hưởng lương hưu, trợ cấp", False),
    ("Nội dung khác", False),
)
ENCLOSED = (
    ("STT", "Tên giấy tờ", "Số bản", "Số tờ"),
    ("1", "Sổ bảo hiểm xã hội", "01", "04"),
    ("2", "Quyết định nghỉ việc hưởng chế độ hưu trí", "01", "02"),
    ("3", "Giấy ủy quyền", "01", "01"),
    ("4", "Bản khai thời gian phục vụ trong Quân đội", "01", "01"),
)
ARMY_ROWS = (
    ("Từ tháng", "Đến tháng", "Địa bàn phục vụ", "Cấp bậc", "Phụ cấp KV"),
    ("03/1987", "09/1987", "Huyện Mẫu Sơn (cũ)", "Binh nhất", "0,5"),
    ("10/1987", "12/1988", "Huyện Mẫu Biên (cũ)", "Hạ sĩ", "0,7"),
    ("01/1989", "03/1990", "Huyện Mẫu Biên (cũ)", "Trung sĩ", "0,7"),
)

PAGES: dict[str, Draw] = {
    "quyet-dinh-nghi-viec-1.jpg": decision,
    "quyet-dinh-nghi-viec-2.jpg": work_history,
    "14-HSB/don-de-nghi-1.jpg": request,
    "14-HSB/don-de-nghi-2.jpg": request_back,
    "13-HSB/giay-uy-quyen-1.jpg": authorisation,
    "13-HSB/giay-uy-quyen-2.jpg": authorisation_back,
    "04B-HBQP/ban-khai.jpg": army_service,
}
"""Each page's file under fixtures/scans/; the first component of a pension is the loose pages (12-HSB)."""
