"""The scans of the answers to a letter, and the answers that come when nobody waits for them any more."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

VERDICTS = [
    ("confirmed", "Xác nhận đúng"),
    ("partly", "Đúng một phần"),
    ("not_confirmed", "Không xác nhận"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0031_numbered_verification_letters"),
        ("intake", "0089_consent_in_a_draft"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            "verificationletter", "scans",
            models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT,
                                 related_name="verification_letter", to="intake.folder"),
        ),
        migrations.CreateModel(
            name="LateAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verdict", models.CharField(choices=VERDICTS, max_length=20, verbose_name="Kết quả")),
                ("answer", models.TextField(blank=True, verbose_name="Nội dung trả lời")),
                ("answer_number", models.CharField(blank=True, max_length=60, verbose_name="Số văn bản trả lời")),
                ("answer_dated", models.DateField(verbose_name="Ngày văn bản trả lời")),
                ("scan", models.CharField(blank=True, max_length=200, verbose_name="Bản quét")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("seen_at", models.DateTimeField(null=True)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+",
                                         to=settings.AUTH_USER_MODEL)),
                ("question", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT,
                                               related_name="late_answers", to="benefits.verificationquestion")),
                ("seen_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT,
                                              related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"ordering": ["id"]},
        ),
    ]  # fmt: skip
