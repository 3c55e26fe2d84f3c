# What was done to the picture of a page, and which image came of it.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bhxh_archive', '0005_unconfirmed_days'),
        ('intake', '0030_quality_gates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='page',
            name='shape',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='page',
            name='shown',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.storedfile'),
        ),
        migrations.CreateModel(
            name='PageDerivation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_digest', models.CharField(max_length=64)),
                ('shape', models.JSONField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.storedfile')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='derivations', to='intake.page')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('page', 'shape'), name='one_derivation')],
            },
        ),
        migrations.CreateModel(
            name='PageEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(choices=[('rotate', 'Xoay'), ('straighten', 'Nắn thẳng'), ('crop', 'Cắt mép'), ('original', 'Về ảnh gốc')], max_length=15)),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='intake.page')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('undone_at', None)), fields=['page'], name='live_edits')],
            },
        ),
    ]
