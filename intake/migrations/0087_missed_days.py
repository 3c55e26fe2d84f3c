"""The statutory day that had passed before the clock was stopped is kept; from before, by the receipts."""

from typing import Any

import django.db.models.functions.comparison
from django.db import migrations, models
from django.db.models import F

WAITING = ("awaiting_supplement", "awaiting_verification")
"""Whose newest receipt was stopped by a request; that of any other state ended."""


def keep_missed(apps: Any, _: Any) -> None:
    """The first receipt that was stopped after its day, and by a request: another receipt followed, or is awaited."""
    receipts = apps.get_model("intake", "Receipt").objects
    dossiers = apps.get_model("intake", "Dossier").objects
    late = receipts.filter(stopped_on__gt=F("due_on")).order_by("dossier", "-ordinal")
    followed = models.Exists(receipts.filter(dossier=models.OuterRef("dossier"), ordinal__gt=models.OuterRef("ordinal")))
    for dossier, day in late.filter(models.Q(followed) | models.Q(dossier__state__in=WAITING)).values_list(
        "dossier", "due_on"
    ):
        dossiers.filter(pk=dossier).update(missed_on=day)


def attend_on(*days: str) -> models.GeneratedField:
    return models.GeneratedField(
        db_persist=True, expression=django.db.models.functions.comparison.Coalesce(*days),
        output_field=models.DateField(null=True),
    )  # fmt: skip


INDEXES = {
    "dossier_receiving_queue": ["receiving_office", "state", "attend_on", "id"],
    "dossier_settling_queue": ["settling_office", "state", "attend_on", "id"],
    "dossier_state_queue": ["state", "attend_on", "id"],
}


class Migration(migrations.Migration):
    dependencies = [("intake", "0086_counts_of_answers")]

    operations = [
        migrations.AddField(
            "dossier", "missed_on",
            models.DateField("Hạn đã lỡ trước khi dừng tính hạn", null=True, editable=False),
        ),
        migrations.RunPython(keep_missed, migrations.RunPython.noop),
        # The checks of the rows just changed are carried out before the table itself is.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        *(migrations.RemoveIndex("dossier", name) for name in INDEXES),
        migrations.RemoveField("dossier", "attend_on"),
        migrations.AddField("dossier", "attend_on", attend_on("waits_until", "missed_on", "due_on")),
        *(migrations.AddIndex("dossier", models.Index(fields=fields, name=name)) for name, fields in INDEXES.items()),
    ]  # fmt: skip
