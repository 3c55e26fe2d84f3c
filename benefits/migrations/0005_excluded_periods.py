"""A row of the history may give no time, and says why; its rate, never filled so far, becomes a number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0004_four_eyes"),
    ]

    operations = [
        migrations.RemoveField("contributionperiod", "rate"),
        migrations.AddField(
            "contributionperiod",
            "rate",
            models.DecimalField("Tỷ lệ đóng (%)", max_digits=5, decimal_places=2, null=True, blank=True),
        ),
        migrations.AddField(
            "contributionperiod",
            "exclusion",
            models.CharField(
                "Không tính vì",
                max_length=10,
                choices=[
                    ("OWED", "nợ đóng"),
                    ("DRAWN", "đã hưởng BHXH một lần"),
                    ("SICK", "ốm đau từ 14 ngày"),
                    ("UNPAID", "không lương từ 14 ngày"),
                    ("OTHER", "lý do khác"),
                ],
                blank=True,
            ),
        ),
    ]
