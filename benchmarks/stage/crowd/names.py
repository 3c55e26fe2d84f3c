"""What are the synthetic people called, and what stands on their papers? Common words, mixed; nobody is meant."""

from collections.abc import Iterator
from itertools import product
from random import Random

from bhxh_archive.text import fold

# The more often a name is written here, the more people bear it; three in ten are called Nguyễn.
FAMILIES = """
    Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý
""".split()  # noqa: SIM905 - as people read names
MIDDLES = "Văn Thị Đức Ngọc Thị Minh Hữu Thu Quang Thanh Thị Xuân Đình Bảo Thị Kim Công Mai".split()  # noqa: SIM905
GIVEN = """
    An Ánh Bình Châu Chi Cường Dung Dũng Duyên Đạt Giang Hà Hải Hạnh Hằng Hiền Hiếu Hoa Hòa Hùng Hương Hường Huyền
    Khánh Khôi Lan Liên Linh Loan Long Lợi Mai Mạnh Minh Mỹ Nam Nga Ngân Nghĩa Nhung Oanh Phong Phúc Phương Quân Quỳnh
    Sơn Tâm Thảo Thắng Thịnh Thủy Tiến Toàn Trang Trung Tú Tuấn Uyên Vân Việt Yến
""".split()  # noqa: SIM905
WORDS = """
    bảo hiểm xã hội quyết định lương hưu trợ cấp hằng tháng người lao động công ty cổ phần nhà máy thời gian đóng mức
    bình quân tiền hưởng từ ngày căn cứ luật nghị định thông tư đề nghị giải quyết chế độ đơn vị giám đốc ủy ban
    phường xã tỉnh thành phố sổ tờ khai giấy chứng nhận xác nhận thương binh xí nghiệp hợp tác xã thủy sản dệt may
    cơ khí đường sắt cảng biển than muối chè cao su gốm sứ lâm trường bến xe trạm y tế trường học bưu điện
""".split()  # noqa: SIM905
SENTENCE_WORDS = 14


def people() -> Iterator[tuple[str, str]]:
    """Every (name as written, name folded) there is, neighbours unlike each other."""
    every = [" ".join(parts) for parts in product(FAMILIES, MIDDLES, GIVEN)]
    Random(1).shuffle(every)
    return ((name, fold(name)) for name in every)


def sentences(number: int) -> Iterator[tuple[str, str]]:
    """(sentence, folded sentence): the first words of WORDS stand in most of them, the last ones in few."""
    rng = Random(2)
    weights = [1 / place for place in range(1, len(WORDS) + 1)]
    for _ in range(number):
        sentence = " ".join(rng.choices(WORDS, weights, k=SENTENCE_WORDS))
        yield sentence, fold(sentence)
