"""A package may belong to a record that stands without a dossier."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0003_page_offices"), ("intake", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="package",
            name="dossier",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="packages",
                to="intake.dossier",
            ),
        ),
        migrations.AddConstraint(
            model_name="package",
            constraint=models.CheckConstraint(
                condition=models.Q(("dossier__isnull", False), ("record__isnull", False), _connector="OR"),
                name="package_of_dossier_or_record",
            ),
        ),
    ]
