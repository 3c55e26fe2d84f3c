"""How many copies were written down before a line came into its run, and how many meanwhile?"""

from django.db import migrations, models

_KNOWN = (
    "UPDATE intake_printline SET before = result.printed_copies FROM intake_result result, intake_printrun run "
    "WHERE result.id = result_id AND run.id = run_id AND run.closed_at IS NULL"
)
"""Of what lies in a run now; of a closed one nobody asks any more."""


class Migration(migrations.Migration):
    dependencies = [("intake", "0077_numbering_of_carriers")]

    operations = [
        migrations.AddField("printline", "before", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField(
            "printline", "apart", models.PositiveSmallIntegerField("Số bản đã ghi nhận ngoài lượt", default=0)
        ),
        migrations.RunSQL(_KNOWN, migrations.RunSQL.noop, elidable=True),
    ]
