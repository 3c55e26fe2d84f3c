import django.utils.timezone
from django.db import migrations, models
from django.db.models import F, Q


def asked_when_answered(apps, schema_editor):
    """Until now the source was asked within the request: question and answer bear the same time."""
    apps.get_model("intake", "Lookup").objects.update(asked_at=F("at"))


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0033_book_ends"),
    ]
    operations = [
        migrations.AlterModelOptions(name="lookup", options={"ordering": ["-asked_at"]}),
        migrations.AddField(
            model_name="lookup",
            name="asked_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AlterField(model_name="lookup", name="at", field=models.DateTimeField(null=True)),
        migrations.AlterField(
            model_name="lookup",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("asked", "Đang hỏi nguồn dữ liệu"),
                    ("found", "Tìm thấy"),
                    ("nothing", "Không tìm thấy"),
                    ("several", "Nhiều bản ghi"),
                    ("down", "Không trả lời"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(asked_when_answered, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="lookup",
            constraint=models.CheckConstraint(
                condition=Q(outcome="asked") | Q(at__isnull=False), name="answers_have_a_time"
            ),
        ),
        migrations.AddIndex(
            model_name="lookup",
            index=models.Index(condition=Q(outcome="asked"), fields=["component"], name="lookups_under_way"),
        ),
    ]
