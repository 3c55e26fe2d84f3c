import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("benefits", "0033_numbers_in_letters"),
        ("intake", "0089_consent_in_a_draft"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="ReadingPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.PositiveSmallIntegerField(null=True)),
                ("split", models.PositiveSmallIntegerField(null=True)),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("dossier", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+",
                                              to="intake.dossier")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+",
                                           to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("dossier", "user"), name="one_reading_place")],
            },
        ),
    ]  # fmt: skip
