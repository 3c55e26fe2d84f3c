"""Which synthetic things does the page of living examples show?"""

from datetime import UTC, date, datetime, timedelta

from django.http import QueryDict
from django.templatetags.static import static

from bhxh_archive.ui import facts, sorter, tables
from bhxh_archive.ui.due import due_words
from bhxh_archive.ui.filters import FilterBar, FilterSpec, filter_bar
from bhxh_archive.ui.frame import Action, Breadcrumb, Crumb, Desk, Foot, RailItem, Tab, Tabs
from bhxh_archive.ui.identity import IdentityBar
from bhxh_archive.ui.linked import LinkedDossier, LinkedDossiers
from bhxh_archive.ui.states import StateTag, state_tag
from bhxh_archive.ui.upload import DropZone
from bhxh_archive.ui.viewer import Viewer, ViewerPage

TODAY = date(2026, 9, 15)
NOW = datetime(2026, 9, 15, 2, 41, tzinfo=UTC)
HERE = "#"

PEOPLE = (
    ("2026-0114-9", "Nguyễn Thị Ánh Tuyết", "Hưởng lương hưu hằng tháng", "received", "Đã tiếp nhận", -6),
    ("2026-0120-3", "Y Wăn Êban", "Bảo hiểm xã hội một lần", "awaiting_supplement", "Chờ bổ sung", -1),
    ("2026-0131-8", "Trần Quốc Vượng", "Trợ cấp tuất một lần", "in_review", "Đang xét duyệt", 0),
    ("2026-0137-2", "Lò Thị Phượng", "Hưởng lương hưu hằng tháng", "awaiting_control", "Chờ lãnh đạo phòng", 1),
    ("2026-0145-6", "Phạm Hữu Nghĩa", "Hưởng lương hưu hằng tháng", "awaiting_signature", "Chờ lãnh đạo ký", 4),
    ("2026-0152-1", "Đặng Thùy Dương", "Bảo hiểm xã hội một lần", "issued", "Chờ trả kết quả", 9),
    ("2026-0158-5", "Thạch Sô Phia", "Trợ cấp tuất hằng tháng", "archived", "Đã lưu trữ", 12),
)


def desk() -> Desk:
    intake = [
        RailItem("Chờ tiếp nhận", HERE, 28, active=True),
        RailItem("Lô quét chưa gán", HERE, 3),
        RailItem("Chờ bổ sung", HERE, 11),
        RailItem("Quá hạn", HERE, 2, tone="bad"),
        RailItem("Chờ trả kết quả", HERE, 46),
    ]
    benefits = [RailItem("Chờ xét duyệt", HERE, 132), RailItem("Hồ sơ của tôi", HERE, 7)]
    archive = [RailItem("Chờ chuyển lưu trữ", HERE, 1204), RailItem("Tra cứu kho", HERE)]
    rooms = [("Tiếp nhận và trả kết quả", intake), ("Chế độ BHXH", benefits), ("Lưu trữ", archive)]
    return Desk("BHXH cơ sở Bình Khê", rooms, "Hoàng Minh Châu", "Cán bộ tiếp nhận", r"\d{4}-\d{4}-\d")


def breadcrumb() -> Breadcrumb:
    return Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb("Chờ tiếp nhận", HERE), Crumb("2026-0114-9")])


def identity() -> IdentityBar:
    return IdentityBar(
        number="2026-0114-9",
        person="Nguyễn Thị Ánh Tuyết",
        identifier="079***1234",
        procedure="Hưởng lương hưu hằng tháng",
        state=state_tag("in_review", "Đang xét duyệt"),
        due=due_words(TODAY + timedelta(days=4), TODAY),
        holder="Lê Thu Hà, Chế độ BHXH",
        office="BHXH cơ sở Bình Khê",
        notice="Trần Văn Bách đang mở hồ sơ này từ 09:32.",
        linked=LinkedDossiers([linked("2026-0115-7", "Mai táng phí", 0), linked("2026-0117-1", "Tuất hằng tháng", 9)]),
    )


def linked(number: str, procedure: str, days: int) -> LinkedDossier:
    state = state_tag("in_review", "Đang xét duyệt")
    return LinkedDossier(number, HERE, procedure, "Cùng sự kiện", state, due_words(TODAY + timedelta(days=days), TODAY))


def tabs() -> Tabs:
    return Tabs(
        [
            Tab("Thành phần", HERE, count=6),
            Tab("Trang quét", HERE, active=True, count=14),
            Tab("Xét duyệt", HERE),
            Tab("Quyết định", HERE),
            Tab("Nhật ký", HERE, count=9),
        ]
    )


def states() -> list[StateTag]:
    return [
        state_tag("draft", "Đang lập"),
        state_tag("received", "Đã tiếp nhận"),
        state_tag("in_review", "Đang xét duyệt"),
        state_tag("awaiting_supplement", "Chờ bổ sung"),
        state_tag("awaiting_control", "Chờ lãnh đạo phòng"),
        state_tag("awaiting_signature", "Chờ lãnh đạo ký"),
        state_tag("issued", "Chờ trả kết quả"),
        state_tag("returned", "Đã trả kết quả"),
        state_tag("archived", "Đã lưu trữ"),
        state_tag("archive_rejected", "Lưu trữ trả lại"),
        state_tag("refused", "Từ chối tiếp nhận"),
        state_tag("withdrawn", "Dừng theo đề nghị"),
    ]


def dues() -> list[object]:
    seen = [due_words(TODAY + timedelta(days=left), TODAY) for left in (-3, 0, 1, 12)]
    return [*seen, due_words(TODAY, TODAY, paused="chờ bổ sung")]


def filters(params: QueryDict) -> FilterBar:
    procedures = [("huu", "Hưu trí"), ("1l", "Một lần"), ("tuat", "Tử tuất")]
    due = [("overdue", "Quá hạn"), ("today", "Hôm nay"), ("soon", "Sắp đến hạn")]
    return filter_bar(
        params,
        [
            FilterSpec("thu-tuc", "Thủ tục", procedures, {"huu": 74, "1l": 40, "tuat": 14}),
            FilterSpec("han", "Hạn trả", due, {"overdue": 2, "today": 5, "soon": 19}),
        ],
    )


def _row(number: str, person: str, procedure: str, state: str, label: str, left: int) -> tables.Row:
    return tables.Row(
        cells=[
            tables.Link(number, HERE),
            person,
            procedure,
            state_tag(state, label),
            due_words(TODAY + timedelta(days=left), TODAY),
            12 + abs(left),
        ],
        key=number,
        name=f"hồ sơ {number}",
        action=Action("Nhận xử lý", HERE),
    )


def queue(params: QueryDict) -> tables.QueueTable:
    rows = [_row(*person) for person in PEOPLE]
    return tables.QueueTable(
        heading="Chờ tiếp nhận",
        caption="Hồ sơ chờ tiếp nhận",
        columns=[
            tables.Column("Số hồ sơ", "code"),
            tables.Column("Người hưởng"),
            tables.Column("Thủ tục"),
            tables.Column("Trạng thái"),
            tables.Column("Hạn trả", "date"),
            tables.Column("Số trang", "number"),
        ],
        groups=[
            tables.RowGroup("Quá hạn", rows[:2], tone="bad"),
            tables.RowGroup("Hôm nay", rows[2:3], tone="warn"),
            tables.RowGroup("Chưa đến hạn", rows[3:], count=1201),
        ],
        count=1204,
        bulk=[Action("Nhận xử lý", HERE), Action("Chuyển Bộ phận Chế độ BHXH", HERE)],
        filters=filters(params),
        paging=tables.Paging(previous_url=HERE, next_url=HERE),
    )


def empty_queue() -> tables.QueueTable:
    empty = tables.EmptyState(
        "Không còn hồ sơ nào chờ bổ sung",
        "Hồ sơ đã nhận đủ bổ sung nằm ở hàng chờ xét duyệt.",
        Action("Xem hàng chờ xét duyệt", HERE, method="get"),
    )
    return tables.QueueTable([], [], 0, heading="Chờ bổ sung", dom_id="empty-queue", empty=empty)


def checklist() -> facts.Checklist:
    item = facts.ChecklistItem
    return facts.Checklist(
        [
            item("Đơn đề nghị (mẫu 14-HSB)", "done", "2 tờ, 3 trang", HERE),
            item("Giấy chứng nhận kết hôn", "missing", "Cần khi có thân nhân hưởng cùng", HERE),
            item("Biên bản giám định y khoa", "problem", "Trang 2 mờ, dưới 200 dpi", HERE),
            item("Giấy ủy quyền", "optional"),
            item("Sổ hộ khẩu", "waived", "Đã tra cứu từ cơ sở dữ liệu dân cư lúc 09:12 14/09/2026"),
        ]
    )


def counts() -> facts.CountCards:
    card = facts.CountCard
    return facts.CountCards(
        [
            card("Quá hạn", 2, HERE, "lâu nhất 6 ngày", "bad"),
            card("Đến hạn hôm nay", 5, HERE, "", "warn"),
            card("Được trả lại cho tôi", 1, HERE),
            card("Chờ chuyển lưu trữ", 1204, HERE, "từ 01/07/2026"),
        ]
    )


def details() -> facts.Facts:
    fact = facts.Fact
    return facts.Facts(
        [
            fact("Họ và tên", "Nguyễn Thị Ánh Tuyết"),
            fact("Ngày sinh", date(1966, 5, 20)),
            fact("Tên gọi khác", ""),
            fact("Mức lương hưu", "3.783.135 đồng"),
            fact("Nhận qua tài khoản", True),
        ]
    )


def summary() -> facts.SummaryCard:
    fact = facts.Fact
    return facts.SummaryCard(
        facts=[
            fact("Số hồ sơ", "2026-0114-9"),
            fact("Người hưởng", "Nguyễn Thị Ánh Tuyết", HERE),
            fact("Mức lương hưu", "3.783.135 đồng/tháng", HERE),
            fact("Hưởng từ", date(2026, 10, 1), HERE),
            fact("Người ký", "Vũ Đình Khải, Phó Giám đốc"),
        ],
        heading="Kiểm tra lại trước khi trình ký",
        warnings=["Mức hưởng tính theo hệ số năm 2026; hệ số năm 2027 chưa ban hành."],
    )


def timeline() -> facts.Timeline:
    event = facts.TimelineEvent
    return facts.Timeline(
        [
            event("Tiếp nhận", NOW - timedelta(days=3), "Hoàng Minh Châu", "BHXH cơ sở Bình Khê"),
            event("Chuyển Bộ phận Chế độ BHXH", NOW - timedelta(days=2), "Hoàng Minh Châu", "BHXH cơ sở Bình Khê"),
            event(
                "Trả lại Bộ phận Tiếp nhận",
                NOW - timedelta(days=1),
                "Lê Thu Hà",
                "BHXH tỉnh",
                "Trang 2 biên bản mờ.",
                "bad",
            ),
            event("Có kết quả", NOW, "Hệ thống", tone="good"),
        ]
    )


def progress() -> list[facts.Progress]:
    work = facts.Progress
    return [
        work("", "Nhận dạng chữ", 0, None, "Đang chờ đến lượt.", dom_id="p0", failed=""),
        work("", "Nhận dạng chữ", 212, 600, "Khoảng 6 phút nữa.", dom_id="p1"),
        work("", "Nhận dạng chữ", 600, 600, "600 trang.", finished=True, next_url=HERE, dom_id="p2"),
        work("", "Nhận dạng chữ", 31, 600, failed="Trang 32 bị hỏng. Quét lại trang này rồi tải lên.", dom_id="p3"),
    ]


def _image(name: str) -> str:
    return static(f"img/{name}")


def viewer() -> Viewer:
    image = _image("sample-page.svg")
    warned = {2: ["Mờ"], 5: ["Trang trắng"]}
    labels = {1: "Đơn", 2: "Biên bản"}
    return Viewer(
        pages=[
            ViewerPage(number, image, image, f"?trang={number}", labels.get(number, ""), warned.get(number, ()))
            for number in range(1, 8)
        ],
        key="mau-giao-dien",
        master_url=HERE,
    )


def _sort_page(number: int, image: str) -> sorter.SortPage:
    component = "Đơn đề nghị" if number < 3 else ""
    flags = ["Mờ"] if number == 4 else []
    return sorter.SortPage(f"p{number}", number, image, HERE, component, flags, turn=90 if number == 6 else 0)


def page_sorter() -> sorter.PageSorter:
    image = _image("sample-page.svg")
    pages = [_sort_page(number, image) for number in range(1, 9)]
    targets = [
        sorter.SortTarget("don", "Đơn đề nghị (mẫu 14-HSB)", 2, shortcut="alt+1"),
        sorter.SortTarget("bien-ban", "Biên bản giám định y khoa", 0, shortcut="alt+2"),
        sorter.SortTarget("uy-quyen", "Giấy ủy quyền", 0, shortcut="alt+3"),
    ]
    here = "/mau-giao-dien/"
    return sorter.PageSorter(pages, targets, here, here, here, here, version="3")


def drop_zone(*, error: str = "") -> DropZone:
    return DropZone(url="/mau-giao-dien/", limit_mb=200, error=error, dom_id="files-bad" if error else "files")


def foot() -> Foot:
    return Foot(
        primary=Action("Trình lãnh đạo phòng", form="sample-form"),
        others=[
            Action("Lưu nháp", form="sample-form", key="ctrl+s"),
            Action("Trả lại Bộ phận Tiếp nhận", HERE, method="get", kind="danger"),
            Action("Hồ sơ tiếp theo", HERE, method="get", kind="plain", key="n"),
        ],
    )
