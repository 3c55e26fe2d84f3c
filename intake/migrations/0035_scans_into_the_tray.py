# Scans without a dossier: the files that came, and the stack they became.
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bhxh_archive', '0007_scan_lane'),
        ('intake', '0034_lookup_jobs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ScanFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('media_type', models.CharField(max_length=50)),
                ('size', models.PositiveBigIntegerField()),
                ('left_out', models.BooleanField(default=False)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['run', 'number'],
            },
        ),
        migrations.AddField(
            model_name='scanrun',
            name='batch',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.batch'),
        ),
        migrations.AddField(
            model_name='scanrun',
            name='to_bind',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='scanrun',
            name='dossier',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='scan_runs', to='intake.dossier'),
        ),
        migrations.AddIndex(
            model_name='scanrun',
            index=models.Index(condition=models.Q(('dossier', None)), fields=['scanner', '-id'], name='scans_into_tray'),
        ),
        migrations.AddField(
            model_name='scanfile',
            name='file',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.storedfile'),
        ),
        migrations.AddField(
            model_name='scanfile',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='came', to='intake.scanrun'),
        ),
        migrations.AddField(
            model_name='scanfile',
            name='thumb',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.storedfile'),
        ),
        migrations.AddIndex(
            model_name='scanfile',
            index=models.Index(condition=models.Q(('file__isnull', False)), fields=['run'], name='scan_files_kept'),
        ),
        migrations.AddConstraint(
            model_name='scanfile',
            constraint=models.UniqueConstraint(fields=('run', 'number'), name='one_file_of_a_scan'),
        ),
    ]
