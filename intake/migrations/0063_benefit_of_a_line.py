from django.db import migrations, models

READ = """
    UPDATE intake_listline SET benefit = CASE
        WHEN cells->>'benefit' ~* '^\\s*d\\d|dưỡng\\s*sức|phục\\s*hồi' THEN 'DUONGSUC'
        WHEN cells->>'benefit' ~* '^\\s*t\\d|thai|sinh|con nuôi|[sx]ẩy' THEN 'THAISAN'
        WHEN cells->>'benefit' ~* '^\\s*o\\d|ốm|bệnh|tai nạn' THEN 'OMDAU'
        ELSE '' END
    FROM intake_employerlist AS list
    JOIN intake_dossier AS dossier ON dossier.id = list.dossier_id
    JOIN intake_procedure AS procedure ON procedure.id = dossier.procedure_id
    WHERE list.id = intake_listline.list_id AND procedure.code ~ '^(OMDAU|THAISAN|DUONGSUC)'
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0062_what_many_dossiers_add_up_to")]

    operations = [
        migrations.AddField(
            model_name="listline", name="benefit", field=models.CharField(blank=True, max_length=10)
        ),
        migrations.RunSQL(READ, migrations.RunSQL.noop),
    ]
