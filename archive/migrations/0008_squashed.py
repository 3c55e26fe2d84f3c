"""The whole schema in one step, for databases that have none of the steps before."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models

from bhxh_archive.first_tables import CreateTables


class Migration(migrations.Migration):
    initial = True
    replaces = [("archive", name) for name in (
        "0001_initial",
        "0002_document_number",
        "0003_page_offices",
        "0004_package_of_a_record",
        "0005_document_note",
        "0006_paper_number",
        "0007_list_people",
    )]
    # No more than what was replaced depends on: a database may have this room whole and another one half.
    dependencies = [
        ("bhxh_archive", "0001_initial"),
        ("intake", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='ArchiveRecord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file_code', models.CharField(max_length=100, unique=True, verbose_name='Mã hồ sơ')),
                    ('file_code_folded', models.CharField(db_index=True, max_length=100)),
                    ('title', models.CharField(max_length=1000, verbose_name='Tiêu đề hồ sơ')),
                    ('dossier', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='archive_record', to='intake.dossier')),
                    ('dossier_number_folded', models.CharField(blank=True, db_index=True, max_length=40)),
                    ('procedure_code', models.CharField(max_length=20)),
                    ('procedure_name', models.CharField(max_length=300)),
                    ('receiving_office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.office')),
                    ('settling_office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.office')),
                    ('paper_office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.office')),
                    ('decision_number', models.CharField(blank=True, max_length=60)),
                    ('decision_number_folded', models.CharField(blank=True, db_index=True, max_length=60)),
                    ('decision_on', models.DateField(blank=True, null=True)),
                    ('starts_on', models.DateField()),
                    ('ends_on', models.DateField()),
                    ('retention_code', models.CharField(max_length=2)),
                    ('mode', models.CharField(default='02', max_length=2)),
                    ('paper_file_number', models.CharField(blank=True, max_length=100)),
                    ('paper_folded', models.CharField(blank=True, db_index=True, max_length=100)),
                    ('shelf_folded', models.CharField(blank=True, db_index=True, max_length=60)),
                    ('documents_total', models.PositiveIntegerField(default=0)),
                    ('pages_total', models.PositiveIntegerField(default=0)),
                    ('accepted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ],
                options={
                    'ordering': ['-accepted_at', '-id'],
                    'indexes': [models.Index(fields=['-accepted_at', '-id'], name='record_newest')],
                },
            ),
            migrations.CreateModel(
                name='RecordPerson',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='persons', to='archive.archiverecord')),
                    ('role', models.CharField(max_length=20)),
                    ('full_name', models.CharField(max_length=150)),
                    ('name_folded', models.CharField(max_length=150)),
                    ('name_vector', django.contrib.postgres.search.SearchVectorField(null=True)),
                    ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('personal_id', models.CharField(blank=True, db_index=True, max_length=12)),
                    ('insurance_number', models.CharField(blank=True, db_index=True, max_length=10)),
                    ('line', models.PositiveIntegerField(blank=True, null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['record', 'line'], name='record_person_line'), models.Index(fields=['name_folded', '-record'], name='record_person_name'), django.contrib.postgres.indexes.GinIndex(fields=['name_vector'], name='record_person_words')],
                },
            ),
            migrations.CreateModel(
                name='RecordDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='archive.archiverecord')),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='archive.package')),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('code', models.CharField(max_length=120)),
                    ('doc_type', models.CharField(max_length=2)),
                    ('subject', models.CharField(max_length=500, verbose_name='Trích yếu')),
                    ('number', models.CharField(blank=True, max_length=60)),
                    ('number_folded', models.CharField(blank=True, db_index=True, max_length=60)),
                    ('issued_on', models.DateField()),
                    ('issuer', models.CharField(max_length=200)),
                    ('note', models.CharField(blank=True, max_length=500)),
                    ('pages', models.PositiveSmallIntegerField()),
                    ('signed', models.BooleanField(default=False)),
                    ('path', models.CharField(max_length=300)),
                    ('digest', models.CharField(max_length=64)),
                    ('size', models.BigIntegerField()),
                ],
                options={
                    'ordering': ['record', 'ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('record', 'ordinal'), name='one_document_ordinal')],
                },
            ),
            migrations.CreateModel(
                name='RecordPage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_rows', to='archive.recorddocument')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('words', models.TextField(blank=True)),
                    ('vector', django.contrib.postgres.search.SearchVectorField(null=True)),
                    ('offices', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('view', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.storedfile')),
                    ('thumb', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.storedfile')),
                ],
                options={
                    'ordering': ['document', 'number'],
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['vector', 'offices'], name='record_page_words')],
                    'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='one_record_page')],
                },
            ),
            migrations.CreateModel(
                name='Package',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('objid', models.UUIDField(unique=True)),
                    ('dossier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='packages', to='intake.dossier')),
                    ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='packages', to='archive.archiverecord')),
                    ('status', models.CharField(default='NEW', max_length=12)),
                    ('state', models.CharField(choices=[('building', 'Đang tạo gói'), ('built', 'Đã tạo và kiểm tra'), ('failed', 'Không tạo được'), ('transferred', 'Đã chuyển'), ('accepted', 'Đã tiếp nhận'), ('rejected', 'Bị trả lại'), ('superseded', 'Đã thay bằng gói mới')], default='building', max_length=12)),
                    ('file_code', models.CharField(max_length=100)),
                    ('bag_name', models.CharField(blank=True, max_length=120)),
                    ('prefix', models.CharField(blank=True, max_length=300)),
                    ('manifest_digest', models.CharField(blank=True, max_length=64)),
                    ('file_count', models.PositiveIntegerField(default=0)),
                    ('size', models.BigIntegerField(default=0)),
                    ('problem', models.CharField(blank=True, max_length=500)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('built_at', models.DateTimeField(auto_now_add=True)),
                    ('verified_at', models.DateTimeField(blank=True, null=True)),
                    ('verified', models.BooleanField(null=True)),
                    ('report', models.JSONField(blank=True, default=dict)),
                    ('report_pdf', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.storedfile')),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['-built_at'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['building', 'built', 'transferred'])), fields=('dossier',), name='one_live_package'), models.CheckConstraint(condition=models.Q(('dossier__isnull', False), ('record__isnull', False), _connector='OR'), name='package_of_dossier_or_record')],
                },
            ),
            migrations.CreateModel(
                name='PackageFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='archive.package')),
                    ('path', models.CharField(max_length=300)),
                    ('digest', models.CharField(max_length=64)),
                    ('size', models.BigIntegerField()),
                ],
                options={
                    'ordering': ['package', 'path'],
                    'constraints': [models.UniqueConstraint(fields=('package', 'path'), name='one_package_path')],
                },
            ),
            migrations.CreateModel(
                name='Search',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('text', models.CharField(blank=True, max_length=300, verbose_name='Từ tìm kiếm')),
                    ('procedure_code', models.CharField(blank=True, max_length=20, verbose_name='Thủ tục')),
                    ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Năm sinh')),
                    ('decided_from', models.DateField(blank=True, null=True, verbose_name='Quyết định từ ngày')),
                    ('decided_to', models.DateField(blank=True, null=True, verbose_name='Quyết định đến ngày')),
                    ('purpose', models.CharField(blank=True, max_length=300, verbose_name='Mục đích')),
                    ('at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'ordering': ['-at'],
                },
            ),
        ]),
    ]
