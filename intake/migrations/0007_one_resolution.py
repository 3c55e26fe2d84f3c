from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0006_clock'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='componenttype',
            name='min_dpi',
        ),
    ]
