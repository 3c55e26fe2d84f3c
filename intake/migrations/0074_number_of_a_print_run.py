from django.db import migrations, models

NUMBER = """
WITH counted AS (
    SELECT id, EXTRACT(YEAR FROM at AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS year,
           ROW_NUMBER() OVER (
               PARTITION BY office_id, EXTRACT(YEAR FROM at AT TIME ZONE 'Asia/Ho_Chi_Minh') ORDER BY id
           ) AS number
    FROM intake_printrun
)
UPDATE intake_printrun SET year = counted.year, number = counted.number
FROM counted WHERE counted.id = intake_printrun.id
"""
GO_ON = """
INSERT INTO bhxh_archive_numberseries (office_id, code, year, last)
SELECT office_id, 'LUOT_IN', year, MAX(number) FROM intake_printrun GROUP BY office_id, year
"""


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0073_supplement_without_a_page"),
        ("bhxh_archive", "0015_why_outside_numbers_are_withdrawn"),
    ]
    operations = [
        migrations.AddField("printrun", "year", models.PositiveSmallIntegerField(editable=False, null=True)),
        migrations.AddField("printrun", "number", models.PositiveIntegerField(editable=False, null=True)),
        migrations.RunSQL(NUMBER, migrations.RunSQL.noop),
        migrations.RunSQL(GO_ON, migrations.RunSQL.noop),
        migrations.AlterField("printrun", "year", models.PositiveSmallIntegerField(editable=False)),
        migrations.AlterField("printrun", "number", models.PositiveIntegerField(editable=False)),
        migrations.AddConstraint(
            "printrun",
            models.UniqueConstraint(fields=["office", "year", "number"], name="one_number_of_a_print_run"),
        ),
    ]
