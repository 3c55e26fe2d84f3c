# Folders on the server that devices scan into, and what became of each file.
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bhxh_archive', '0007_scan_lane'),
        ('intake', '0040_terms'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WatchedFolder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=200, verbose_name='Thư mục')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('looked_at', models.DateTimeField(null=True)),
                ('tried_at', models.DateTimeField(null=True)),
                ('trouble', models.CharField(blank=True, max_length=20)),
                ('odd', models.PositiveIntegerField(default=0)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('keeper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.office')),
            ],
            options={
                'ordering': ['path'],
            },
        ),
        migrations.CreateModel(
            name='WatchedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('size', models.PositiveBigIntegerField()),
                ('mtime_ns', models.BigIntegerField()),
                ('since', models.DateTimeField()),
                ('state', models.CharField(choices=[('seen', 'Đang chờ ghi xong'), ('taken', 'Đã nhận, đang kiểm tra'), ('done', 'Đã nhận'), ('refused', 'Không nhận')], default='seen', max_length=10)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('ended_at', models.DateTimeField(null=True)),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.batch')),
                ('folder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='intake.watchedfolder')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='watchedfolder',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('path',), name='one_watch_of_a_folder'),
        ),
        migrations.AddIndex(
            model_name='watchedfile',
            index=models.Index(fields=['folder', 'digest'], name='intake_watc_folder__fcee45_idx'),
        ),
        migrations.AddIndex(
            model_name='watchedfile',
            index=models.Index(fields=['folder', 'state', '-id'], name='intake_watc_folder__a95b82_idx'),
        ),
        migrations.AddConstraint(
            model_name='watchedfile',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['seen', 'taken'])), fields=('folder', 'name'), name='one_file_lying_there'),
        ),
    ]
