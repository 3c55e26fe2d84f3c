"""What can go wrong with a scanner, and what does the clerk read then?"""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "address": "Địa chỉ máy quét chưa đúng. Nhập theo dạng http://192.168.1.20/eSCL, lấy trên màn hình mạng của máy.",
    "unknown_host": "Không tìm thấy tên máy này trong mạng. Hãy dùng địa chỉ IP của máy quét.",
    "not_private": "Máy quét phải nằm trong mạng nội bộ của cơ quan (10.x, 172.16-31.x, 192.168.x).",
    "not_listed": "Máy quét này không có trong danh sách đã xác nhận nên hệ thống không gửi gì tới đó.",
    "unreachable": "Không kết nối được với máy quét. Hãy kiểm tra máy đã bật và còn nối mạng, rồi thử lại.",
    "gone": "Máy quét mất kết nối giữa chừng. Hãy kiểm tra nguồn và dây mạng của máy.",
    "silent": "Máy quét không trả lời. Hãy xem màn hình của máy, tắt rồi bật lại máy nếu cần.",
    "nonsense": "Địa chỉ này không trả lời như máy quét eSCL (AirPrint, Mopria). Hãy kiểm tra địa chỉ.",
    "redirected": "Máy quét chỉ sang một địa chỉ khác, hệ thống không đi theo. Hãy tắt chuyển hướng trên máy.",
    "busy": "Máy quét đang bận việc khác. Hãy chờ máy xong rồi quét lại.",
    "empty": "Khay nạp giấy đang trống. Hãy đặt giấy vào khay rồi quét lại.",
    "jam": "Máy quét bị kẹt giấy. Hãy lấy giấy kẹt ra, xếp lại từ trang chưa nhận rồi quét tiếp.",
    "multipick": "Máy quét kéo hai tờ một lúc. Hãy tách giấy, xếp lại từ trang chưa nhận rồi quét tiếp.",
    "open": "Nắp khay nạp giấy đang mở. Hãy đóng nắp rồi quét lại.",
    "stopped": "Máy quét báo đang dừng do lỗi. Hãy xem màn hình của máy.",
    "cancelled": "Đã dừng theo yêu cầu.",
    "cancelled_there": "Lượt quét bị dừng ngay tại máy quét.",
    "truncated": "Ảnh của trang bị cắt cụt trên đường truyền nên không được nhận. Hãy quét lại từ trang này.",
    "foreign": "Máy quét gửi về tệp không phải JPEG hay PDF nên không được nhận.",
    "large": "Ảnh của trang lớn hơn mức cho phép. Hãy giảm độ phân giải rồi quét lại.",
    "refused": "Máy quét không nhận yêu cầu quét với các lựa chọn này. Hãy đổi độ phân giải hoặc màu rồi quét lại.",
    "broken": "Máy quét báo lỗi bên trong. Hãy xem màn hình của máy, tắt rồi bật lại máy nếu cần.",
}


class Trouble(Exception):
    """A scanner did not do as asked. `code` is one of SENTENCES, `message` its Vietnamese sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = SENTENCES[code]
