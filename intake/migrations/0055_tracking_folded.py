"""Under which sign is a consignment found? The tracking number without spaces and marks, in capitals."""

from django.db import migrations, models

_FOLD = (
    "UPDATE intake_handover SET tracking_folded = upper(regexp_replace(tracking_number, '[^[:alnum:]]', '', 'g')) "
    "WHERE tracking_number <> ''"
)


class Migration(migrations.Migration):
    dependencies = [("intake", "0054_dropped_scans")]

    operations = [
        migrations.AddField(
            "handover", "tracking_folded", models.CharField(max_length=60, blank=True, editable=False, default="")
        ),
        migrations.RunSQL(_FOLD, migrations.RunSQL.noop, elidable=True),
        migrations.AddIndex(
            "handover",
            models.Index(
                fields=["tracking_folded"], condition=~models.Q(tracking_folded=""), name="hand_over_by_tracking"
            ),
        ),
    ]
