from django.db import migrations, models

from bhxh_archive import workdays
from bhxh_archive.workdays import DeadlineKind


def mark_what_gave_the_whole_time(apps, schema_editor):
    """The first receipt, and later ones that are due as if counted from their own day 0."""
    days = apps.get_model("bhxh_archive", "Holiday").objects.values_list("day", "kind")
    calendar = workdays.calendar_of((day, kind == "off") for day, kind in days)
    Receipt = apps.get_model("intake", "Receipt")
    Receipt.objects.filter(ordinal=1).update(from_day_0=True)
    for row in Receipt.objects.filter(ordinal__gt=1).select_related("dossier__procedure").iterator(chunk_size=500):
        procedure = row.dossier.procedure
        kind = DeadlineKind(procedure.deadline_kind)
        if row.due_on == workdays.due(row.counts_from, procedure.deadline_amount, kind, calendar):
            Receipt.objects.filter(pk=row.pk).update(from_day_0=True)


class Migration(migrations.Migration):

    dependencies = [
        ('bhxh_archive', '0003_administration'),
        ('intake', '0004_book_custody'),
    ]

    operations = [
        migrations.AddField(
            model_name='receipt',
            name='from_day_0',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(mark_what_gave_the_whole_time, migrations.RunPython.noop),
    ]
