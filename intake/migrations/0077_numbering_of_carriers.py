"""By which standard does a carrier number what it takes?"""

from django.db import migrations, models

_KNOWN = "UPDATE intake_carrier SET numbering = 's10' WHERE code = 'VNPOST'"


class Migration(migrations.Migration):
    dependencies = [("intake", "0076_warnings_of_pages_alone")]

    operations = [
        migrations.AddField(
            "carrier",
            "numbering",
            models.CharField(
                "Mã bưu gửi",
                max_length=10,
                choices=[("s10", "2 chữ cái, 9 chữ số, VN (chuẩn UPU S10)"), ("free", "Không theo mẫu")],
                default="free",
            ),
        ),
        migrations.RunSQL(_KNOWN, migrations.RunSQL.noop, elidable=True),
    ]
