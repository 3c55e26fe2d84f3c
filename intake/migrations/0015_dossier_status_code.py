import secrets

from django.db import migrations, models

_ALPHABET = "23456789abcdefghjklmnpqrstuvwxyz"
_AT_ONCE = 1000


def give_codes(apps, schema_editor):
    """Every dossier that was given a receipt can be looked up; the code gets onto paper with the next print."""
    model = apps.get_model("intake", "Dossier")
    waiting = model.objects.filter(number__isnull=False, status_code=None).only("pk")
    while rows := list(waiting[:_AT_ONCE]):
        for row in rows:
            row.status_code = "".join(secrets.choice(_ALPHABET) for _ in range(16))
        model.objects.bulk_update(rows, ["status_code"])


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0014_signed_slip"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="status_code",
            field=models.CharField(
                editable=False, max_length=16, null=True, unique=True, verbose_name="Mã tra cứu"
            ),
        ),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
    ]
