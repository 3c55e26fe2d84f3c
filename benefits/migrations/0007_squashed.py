"""The whole schema in one step, for databases that have none of the steps before."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bhxh_archive.first_tables import CreateTables
from bhxh_archive.ledger import never_changed
from benefits.migrations._four_eyes import four_eyes


class Migration(migrations.Migration):
    initial = True
    replaces = [("benefits", name) for name in (
        "0001_initial",
        "0002_authors",
        "0003_known_authors",
        "0004_four_eyes",
        "0005_excluded_periods",
        "0006_hands",
    )]
    # No more than what was replaced depends on: a database may have this room whole and another one half.
    dependencies = [
        ("bhxh_archive", "0002_seal"),
        ("intake", "0002_seal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='intake.dossier')),
                    ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.resultkind')),
                    ('receiver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='intake.person')),
                    ('entries', models.JSONField(blank=True, default=dict)),
                    ('version', models.PositiveIntegerField(default=0)),
                    ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('drafted_at', models.DateTimeField(auto_now=True)),
                    ('controlled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('controlled_at', models.DateTimeField(blank=True, null=True)),
                    ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('signed_at', models.DateTimeField(blank=True, null=True)),
                    ('frozen', models.JSONField(blank=True, null=True)),
                    ('frozen_digest', models.CharField(blank=True, max_length=64)),
                    ('dropped_at', models.DateTimeField(blank=True, null=True)),
                    ('authors', models.ManyToManyField(related_name='+', through='benefits.DraftAuthor', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('controlled_by', None), models.Q(('controlled_by', models.F('drafted_by')), _negated=True), _connector='OR'), name='controller_is_not_drafter'), models.CheckConstraint(condition=models.Q(('signed_by', None), models.Q(('signed_by', models.F('drafted_by')), _negated=True), _connector='OR'), name='signer_is_not_drafter'), models.CheckConstraint(condition=models.Q(('signed_by', None), ('controlled_by', None), models.Q(('signed_by', models.F('controlled_by')), _negated=True), _connector='OR'), name='signer_is_not_controller'), models.UniqueConstraint(condition=models.Q(('dropped_at', None)), fields=('dossier', 'kind', 'receiver'), name='one_open_draft', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='DraftAuthor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='benefits.draft')),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('since', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'ordering': ['id'],
                    'constraints': [models.UniqueConstraint(fields=('draft', 'author'), name='one_author_row')],
                },
            ),
            migrations.CreateModel(
                name='ContributionPeriod',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='benefits.draft')),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('first_month', models.DateField(verbose_name='Từ tháng')),
                    ('last_month', models.DateField(verbose_name='Đến tháng')),
                    ('regime', models.CharField(choices=[('STATE', 'NN - Nhà nước quy định'), ('EMPLOYER', 'DN - Người sử dụng lao động quyết định'), ('VOLUNTARY', 'TN - Tự nguyện')], max_length=10, verbose_name='Đối tượng')),
                    ('job', models.CharField(blank=True, max_length=200, verbose_name='Chức danh, công việc')),
                    ('employer', models.CharField(blank=True, max_length=200, verbose_name='Đơn vị, nơi làm việc')),
                    ('salary', models.DecimalField(blank=True, decimal_places=0, max_digits=14, null=True, verbose_name='Mức lương (đồng)')),
                    ('coefficient', models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True, verbose_name='Hệ số lương')),
                    ('allowance', models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True, verbose_name='Hệ số phụ cấp')),
                    ('rate', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='Tỷ lệ đóng (%)')),
                    ('exclusion', models.CharField(blank=True, choices=[('OWED', 'nợ đóng'), ('DRAWN', 'đã hưởng BHXH một lần'), ('SICK', 'ốm đau từ 14 ngày'), ('UNPAID', 'không lương từ 14 ngày'), ('OTHER', 'lý do khác')], max_length=10, verbose_name='Không tính vì')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='Ghi chú')),
                ],
                options={
                    'ordering': ['draft', 'ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('draft', 'ordinal'), name='one_period_ordinal'), models.CheckConstraint(condition=models.Q(('last_month__gte', models.F('first_month'))), name='period_in_order')],
                },
            ),
            migrations.CreateModel(
                name='BoundNumber',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='benefits.draft')),
                    ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.office')),
                    ('code', models.CharField(max_length=20)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('number', models.PositiveIntegerField()),
                    ('bound_at', models.DateTimeField(auto_now_add=True)),
                    ('released_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('released_at', None)), fields=('draft',), name='one_number_of_a_draft'), models.UniqueConstraint(fields=('office', 'code', 'year', 'number'), name='number_is_bound_once')],
                },
            ),
            migrations.CreateModel(
                name='PreparedDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='benefits.draft')),
                    ('kind', models.CharField(max_length=30)),
                    ('title', models.CharField(max_length=300)),
                    ('doc_type', models.CharField(max_length=2)),
                    ('main', models.BooleanField()),
                    ('number', models.CharField(max_length=60)),
                    ('dated', models.DateField()),
                    ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('controlled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('signer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.storedfile')),
                    ('pages', models.PositiveSmallIntegerField()),
                    ('state', models.CharField(choices=[('prepared', 'Chờ ký'), ('signed', 'Đã ký'), ('void', 'Không dùng')], default='prepared', max_length=10)),
                    ('signed_file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.storedfile')),
                    ('signed_at', models.DateTimeField(blank=True, null=True)),
                    ('prepared_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'ordering': ['-main', 'id'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'void'), _negated=True), fields=('draft', 'kind'), name='one_live_document')],
                },
            ),
            migrations.CreateModel(
                name='VerificationRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='intake.dossier')),
                    ('body', models.CharField(max_length=200, verbose_name='Cơ quan được hỏi')),
                    ('question', models.TextField(verbose_name='Nội dung đề nghị xác minh')),
                    ('limit_on', models.DateField(verbose_name='Thời hạn trả lời')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('answer', models.TextField(blank=True, verbose_name='Nội dung trả lời')),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-at'],
                },
            ),
        ]),
        never_changed("benefits_draftauthor"),
        four_eyes(),
    ]
