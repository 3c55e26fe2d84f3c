# Programs that speak for offices outside the network of the server.
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bhxh_archive', '0007_scan_lane'),
        ('intake', '0043_scan_dpi_source'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Bridge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='Tên gọi')),
                ('key_digest', models.CharField(max_length=64, unique=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('seen_at', models.DateTimeField(null=True)),
                ('asked_at', models.DateTimeField(null=True)),
                ('reported_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='scanner',
            name='one_scanner_per_address',
        ),
        migrations.AddField(
            model_name='scanrun',
            name='claim',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='scanrun',
            name='heard_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='bridge',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bridge',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.office'),
        ),
        migrations.AddField(
            model_name='scanner',
            name='bridge',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scanners', to='intake.bridge'),
        ),
        migrations.AddField(
            model_name='watchedfolder',
            name='bridge',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='folder', to='intake.bridge'),
        ),
        migrations.AddConstraint(
            model_name='scanner',
            constraint=models.UniqueConstraint(condition=models.Q(('bridge', None), ('removed_at', None)), fields=('office', 'address', 'port', 'base'), name='one_scanner_per_address'),
        ),
        migrations.AddConstraint(
            model_name='scanner',
            constraint=models.UniqueConstraint(condition=models.Q(('bridge__isnull', False), ('removed_at', None)), fields=('bridge', 'address', 'port', 'base'), name='one_scanner_behind_a_bridge'),
        ),
        migrations.AddConstraint(
            model_name='bridge',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('office', 'name'), name='one_bridge_of_a_name'),
        ),
    ]
