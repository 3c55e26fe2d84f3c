from django.db import migrations

from bhxh_archive.ledger import append_only, functions


class Migration(migrations.Migration):
    dependencies = [("bhxh_archive", "0001_initial")]
    operations = [functions(), append_only("bhxh_archive_accesslog")]
