from django.db import migrations

from bhxh_archive.ledger import append_only


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("bhxh_archive", "0002_seal")]
    operations = [append_only("intake_dossierevent")]
