from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0007_one_resolution")]
    operations = [
        migrations.AddField("procedure", "required_roles", models.JSONField(default=list)),
    ]
