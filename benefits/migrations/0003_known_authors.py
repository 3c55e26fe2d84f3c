from django.db import migrations

# Of drafts made before authors were kept, the trail knows who opened them and the row who saved last.
_KNOWN = """
INSERT INTO benefits_draftauthor (draft_id, author_id, since)
SELECT id, drafted_by_id, drafted_at FROM benefits_draft
UNION
SELECT (detail ->> 'draft')::bigint, by_id, at FROM intake_dossierevent
WHERE verb = 'open_draft' AND by_id IS NOT NULL
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("benefits", "0002_authors"), ("intake", "0002_seal")]
    operations = [migrations.RunSQL(_KNOWN, migrations.RunSQL.noop)]
