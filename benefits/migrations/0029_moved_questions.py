from django.db import migrations

# Each request was one question to one body: it becomes a round with one letter and one question.
_LETTERS = """
INSERT INTO benefits_verificationletter (request_id, agency) SELECT id, body FROM benefits_verificationrequest ORDER BY id
"""
_QUESTIONS = """
INSERT INTO benefits_verificationquestion (
    letter_id, number, subject, text, verdict, answer, answer_number, scan, answered_at, answered_by_id, withdrawn_because
)
SELECT letter.id, row_number() OVER (PARTITION BY asked.dossier_id ORDER BY asked.id), '', asked.question, '',
    asked.answer, '', '', asked.answered_at, asked.answered_by_id, ''
FROM benefits_verificationrequest asked JOIN benefits_verificationletter letter ON letter.request_id = asked.id
ORDER BY asked.id
"""


class Migration(migrations.Migration):
    dependencies = [("benefits", "0028_verification_questions")]
    operations = [migrations.RunSQL([_LETTERS, _QUESTIONS], migrations.RunSQL.noop)]
