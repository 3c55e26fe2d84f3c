"""Under which number each numbered letter asks its questions: those that were not taken back when it was frozen."""

from django.db import migrations, models

PRINTED = """
UPDATE benefits_verificationquestion question SET printed = asked.place FROM (
    SELECT row.id, row_number() OVER (PARTITION BY row.letter_id ORDER BY row.id) AS place
    FROM benefits_verificationquestion row
    JOIN benefits_verificationletter letter ON letter.id = row.letter_id
    JOIN intake_issuedslip slip ON slip.id = letter.slip_id
    WHERE COALESCE((
        SELECT event.verb FROM intake_dossierevent event
        WHERE event.dossier_id = slip.dossier_id AND event.at < slip.at AND event.detail ->> 'question' = row.id::text
            AND event.verb IN ('withdraw_question', 'reopen_question')
        ORDER BY event.seq DESC LIMIT 1
    ), '') <> 'withdraw_question'
) asked WHERE asked.id = question.id
"""


class Migration(migrations.Migration):
    dependencies = [("benefits", "0032_late_answers")]
    operations = [
        migrations.AddField(
            "verificationquestion", "printed", models.PositiveSmallIntegerField(editable=False, null=True)
        ),
        migrations.RunSQL(PRINTED, migrations.RunSQL.noop),
    ]
