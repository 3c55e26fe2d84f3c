from django.db import migrations, models

READ = """
    UPDATE intake_listline SET benefit = CASE
        WHEN cells->>'benefit' ~* '^\\s*d\\d|dưỡng\\s*sức|phục\\s*hồi' THEN 'DUONGSUC'
        WHEN cells->>'benefit' ~* '^\\s*t\\d|thai|sinh|con nuôi|[sx]ẩy' THEN 'THAISAN'
        WHEN cells->>'benefit' ~* '^\\s*o\\d|ốm|bệnh|tai nạn' THEN 'OMDAU'
        ELSE '' END
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0062_what_many_dossiers_add_up_to")]

    operations = [
        migrations.AddField(
            model_name="listline", name="benefit", field=models.CharField(blank=True, max_length=10)
        ),
        migrations.RunSQL(READ, migrations.RunSQL.noop),
    ]
