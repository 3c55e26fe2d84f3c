"""Was the book handed in, or did the post bring it back? Until now it is told by how it had left just before."""

from django.db import migrations, models

TELL = """
UPDATE intake_bookmovement AS back SET came_back = true
WHERE back.from_office_id IS NULL AND EXISTS (
    SELECT 1 FROM intake_bookmovement AS left_by
    WHERE starts_with(left_by.proof, 'Bưu gửi ') AND left_by.id = (
        SELECT max(id) FROM intake_bookmovement AS before WHERE before.book_id = back.book_id AND before.id < back.id))
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0056_scans_opened_at")]

    operations = [
        migrations.AddField("bookmovement", "came_back", models.BooleanField(default=False, editable=False)),
        migrations.RunSQL(TELL, migrations.RunSQL.noop, elidable=True),
    ]
