# Which page gave way to which newer scan.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0031_page_edits'),
    ]

    operations = [
        migrations.AddField(
            model_name='page',
            name='replaced_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='former', to='intake.page'),
        ),
        migrations.AddField(
            model_name='upload',
            name='replaces',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='intake.page'),
        ),
    ]
