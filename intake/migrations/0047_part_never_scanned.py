"""A part of a stack can wait because its slip asks for what is never scanned."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0046_link_used_up")]

    operations = [
        migrations.AlterField(
            model_name="batchpart",
            name="trouble",
            field=models.CharField(
                blank=True,
                choices=[
                    ("no_sheet", "Không có tờ bìa ở trước"),
                    ("cut", "Phần mới cắt"),
                    ("two_codes", "Hai mã trên một trang"),
                    ("unread", "Mã không đọc được"),
                    ("bad_check", "Sai ký tự kiểm tra"),
                    ("unknown", "Không có hồ sơ mang mã này"),
                    ("elsewhere", "Hồ sơ của đơn vị khác"),
                    ("never_scanned", "Phiếu đòi giấy tờ không quét"),
                    ("no_component", "Chưa rõ thành phần"),
                ],
                max_length=15,
            ),
        ),
    ]
