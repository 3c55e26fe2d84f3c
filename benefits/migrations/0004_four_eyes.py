from django.db import migrations

from benefits.migrations._four_eyes import four_eyes


class Migration(migrations.Migration):
    dependencies = [("benefits", "0003_known_authors")]
    operations = [four_eyes()]
