"""The slip of a draft keeps what it asked for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0087_missed_days")]
    operations = [migrations.AddField("issuedslip", "typed", models.JSONField(default=dict))]
