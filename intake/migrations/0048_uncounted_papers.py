"""Which papers of a deposited dossier did nobody count?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0047_part_never_scanned")]

    operations = [
        migrations.AddField(
            "depositline", "uncounted", models.CharField("Giấy tờ chưa đếm", max_length=500, blank=True)
        ),
    ]
