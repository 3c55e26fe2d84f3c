from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0008_required_roles")]
    operations = [
        migrations.AddField(
            "supplementitem", "remedy", models.CharField("Cách hoàn thiện", max_length=300, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "supplementitem", "legal_ground", models.CharField("Căn cứ", max_length=300, blank=True, default=""),
            preserve_default=False,
        ),
    ]  # fmt: skip
