"""The offices of a record stand beside the words of its pages, in one index."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

FILL = """
UPDATE archive_recordpage page
SET offices = ARRAY[record.receiving_office_id, record.settling_office_id, record.paper_office_id]
FROM archive_recorddocument document JOIN archive_archiverecord record ON record.id = document.record_id
WHERE document.id = page.document_id
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_document_number")]

    operations = [
        migrations.AddField(
            model_name="recordpage",
            name="offices",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.RemoveIndex(model_name="recordpage", name="record_page_words"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop, elidable=True),
        migrations.AddIndex(
            model_name="recordpage",
            index=django.contrib.postgres.indexes.GinIndex(fields=["vector", "offices"], name="record_page_words"),
        ),
    ]
