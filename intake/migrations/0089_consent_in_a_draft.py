"""The head's consent to a second slip of a draft names the slip that was printed on the strength of it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0088_what_drafts_asked")]
    operations = [
        migrations.AddField(
            "supplementconsent",
            "slip",
            models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="consent", to="intake.issuedslip"
            ),
        )
    ]
