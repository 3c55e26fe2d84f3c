from django.db import migrations

UNCHECKED = "chưa đối chiếu thông báo chính thức"


def call_unchecked_days_unconfirmed(apps, schema_editor):
    """Days that were delivered as confirmed beside the words that nobody had checked them; what an administrator saved
    since then stays."""
    Holiday, AdminEvent = apps.get_model("bhxh_archive", "Holiday"), apps.get_model("bhxh_archive", "AdminEvent")
    saved = AdminEvent.objects.filter(subject__startswith="holiday:").values_list("subject", flat=True)
    known = [int(subject.partition(":")[2]) for subject in saved]
    Holiday.objects.filter(source__contains=UNCHECKED).exclude(pk__in=known).update(confirmed=False)


class Migration(migrations.Migration):

    dependencies = [
        ('bhxh_archive', '0004_own_passwords'),
    ]

    operations = [
        migrations.RunPython(call_unchecked_days_unconfirmed, migrations.RunPython.noop),
    ]
