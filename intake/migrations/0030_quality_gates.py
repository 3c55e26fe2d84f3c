# What the checks of a page keep: a measure, the page it looks like, how it looks; the resolution a paper wants.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0029_older_identity'),
    ]

    operations = [
        migrations.AddField(
            model_name='componenttype',
            name='scan_dpi',
            field=models.PositiveSmallIntegerField(default=200, verbose_name='Độ phân giải quét (dpi)'),
        ),
        migrations.AddField(
            model_name='page',
            name='likeness',
            field=models.BinaryField(default=b''),
        ),
        migrations.AddField(
            model_name='pagefinding',
            name='measure',
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='pagefinding',
            name='other',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='intake.page'),
        ),
    ]
