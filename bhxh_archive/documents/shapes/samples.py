"""Which synthetic persons, offices and signers do the examples speak of?"""

from __future__ import annotations

from .common import Applicant, Beneficiary, Letterhead, Payment, Signature, SlipHead

NUMBER = "G12.99.31-261123-0001"


def letterhead(notation: str = "QĐ-BHXH", number: str | None = "05", date: str | None = "2026-02-05") -> Letterhead:
    """A provincial office's letterhead."""
    return {
        "parent": "Bảo hiểm xã hội Việt Nam",
        "agency": "Bảo hiểm xã hội thành phố Hải Phòng",
        "number": number,
        "notation": notation,
        "place": "Hải Phòng",
        "date": date,
    }


def slip_head(number: str | None = NUMBER) -> SlipHead:
    """The one-stop desk of a grass-roots office."""
    return {
        "parent": "Bảo hiểm xã hội cơ sở Hồng Bàng",
        "agency": "Bộ phận Tiếp nhận và Trả kết quả",
        "dossier_number": number,
        "place": "Hải Phòng",
        "date": "2026-11-23",
    }


def deputy_director() -> Signature:
    """A deputy who signs for the director (KT.)."""
    return {
        "authority": "KT.",
        "on_behalf_of": "Giám đốc",
        "title": "Phó Giám đốc",
        "name": "Nguyễn Thị Ngọc Khuê",
    }


def director() -> Signature:
    """The director signing in person."""
    return {"authority": "", "on_behalf_of": "", "title": "Giám đốc", "name": "Trần Quốc Vượng"}


def applicant() -> Applicant:
    """A synthetic applicant; the identity number belongs to no province's register."""
    return {
        "name": "Phạm Thị Hường",
        "id_number": "031170000001",
        "address": "Số 12 ngõ 34 đường Lạch Tray, phường Gia Viên, thành phố Hải Phòng",
        "phone": "0912 000 001",
        "email": "huong.pham@example.vn",
    }


def beneficiary() -> Beneficiary:
    """A synthetic insured person."""
    return {
        "title": "Bà",
        "name": "Phạm Thị Hường",
        "birth": "15/06/1969",
        "sex": "Nữ",
        "id_number": "031169000001",
        "insurance_number": "3100000001",
        "address": "Số 12 ngõ 34 đường Lạch Tray, phường Gia Viên, thành phố Hải Phòng",
        "occupation": "Công nhân may công nghiệp, bậc 4/6",
        "employer": "Công ty Cổ phần May mặc và Xuất nhập khẩu Tổng hợp Đông Bắc Hải Phòng",
    }


def payment() -> Payment:
    """Payment into a bank account."""
    return {
        "place": "phường Gia Viên, thành phố Hải Phòng",
        "method": "tài khoản ngân hàng",
        "account": "0000 1111 2222, Ngân hàng Thương mại Mẫu, chi nhánh Hải Phòng",
    }
