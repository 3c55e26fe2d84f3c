"""Every number of a record's documents is found, not only the one of its first decision."""

from django.db import migrations, models

from bhxh_archive.text import number_fold


def fold_numbers(apps, schema_editor):
    """Fill the new column for what was archived before it was there."""
    documents = apps.get_model("archive", "RecordDocument").objects
    for row in documents.exclude(number="").only("number").iterator():
        documents.filter(pk=row.pk).update(number_folded=number_fold(row.number))


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="recorddocument",
            name="number_folded",
            field=models.CharField(blank=True, db_index=True, max_length=60),
        ),
        migrations.RunPython(fold_numbers, migrations.RunPython.noop, elidable=True),
    ]
