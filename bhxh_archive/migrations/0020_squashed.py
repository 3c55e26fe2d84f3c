"""The whole schema in one step, for databases that have none of the steps before."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from bhxh_archive.first_tables import CreateTables
from bhxh_archive.ledger import append_only, functions


class Migration(migrations.Migration):
    initial = True
    replaces = [("bhxh_archive", name) for name in (
        "0001_initial",
        "0002_seal",
        "0003_administration",
        "0004_own_passwords",
        "0005_unconfirmed_days",
        "0006_asked",
        "0007_scan_lane",
        "0009_where_the_key_is",
        "0010_remote_key",
        "0011_mandates",
        "0012_outside_numbers",
        "0013_functions_given_anew",
        "0014_form_versions",
        "0015_why_outside_numbers_are_withdrawn",
        "0016_longer_parameters",
        "0017_recipients",
        "0018_recovery_codes",
        "0019_forms_tried_with",
    )]
    # No more than what was replaced depends on: a database may have this room whole and another one half.
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='AccessLog',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('prev_hash', models.CharField(blank=True, editable=False, max_length=64)),
                    ('hash', models.CharField(blank=True, editable=False, max_length=64)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('action', models.CharField(max_length=30)),
                    ('subject', models.CharField(max_length=80)),
                    ('purpose', models.CharField(blank=True, max_length=300)),
                    ('address', models.GenericIPAddressField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['subject', 'seq'], name='bhxh_archiv_subject_4ca3e5_idx')],
                },
            ),
            migrations.CreateModel(
                name='AdminEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('prev_hash', models.CharField(blank=True, editable=False, max_length=64)),
                    ('hash', models.CharField(blank=True, editable=False, max_length=64)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('verb', models.CharField(max_length=40)),
                    ('subject', models.CharField(max_length=80)),
                    ('before', models.JSONField(blank=True, default=dict)),
                    ('after', models.JSONField(blank=True, default=dict)),
                ],
                options={
                    'ordering': ['-seq'],
                    'indexes': [models.Index(fields=['subject', '-seq'], name='bhxh_archiv_subject_4fc2ff_idx')],
                },
            ),
            migrations.CreateModel(
                name='Asked',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('who', models.CharField(max_length=64)),
                    ('began', models.BigIntegerField(db_index=True)),
                    ('times', models.PositiveIntegerField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('who', 'began'), name='one_count_per_stretch')],
                },
            ),
            migrations.CreateModel(
                name='Holiday',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(unique=True, verbose_name='Ngày')),
                    ('kind', models.CharField(choices=[('off', 'Nghỉ lễ'), ('make_up', 'Làm bù')], max_length=10, verbose_name='Loại')),
                    ('name', models.CharField(max_length=200, verbose_name='Tên')),
                    ('source', models.CharField(blank=True, max_length=300, verbose_name='Nguồn')),
                    ('confirmed', models.BooleanField(default=False, verbose_name='Đã xác nhận')),
                ],
                options={
                    'ordering': ['day'],
                },
            ),
            migrations.CreateModel(
                name='StoredFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('size', models.BigIntegerField()),
                    ('media_type', models.CharField(max_length=100)),
                    ('stored_at', models.DateTimeField(auto_now_add=True)),
                ],
            ),
            migrations.CreateModel(
                name='Preview',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='previews', to='bhxh_archive.storedfile')),
                    ('number', models.PositiveIntegerField()),
                    ('view', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.storedfile')),
                    ('thumb', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.storedfile')),
                    ('words', models.TextField(blank=True)),
                ],
                options={
                    'ordering': ['file', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('file', 'number'), name='one_preview_of_a_page')],
                },
            ),
            migrations.CreateModel(
                name='Job',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=100)),
                    ('arguments', models.JSONField(default=dict)),
                    ('key', models.CharField(max_length=200)),
                    ('lane', models.CharField(choices=[('quick', 'Nhanh'), ('slow', 'Chậm'), ('scan', 'Máy quét')], max_length=10)),
                    ('priority', models.SmallIntegerField(default=0)),
                    ('state', models.CharField(choices=[('queued', 'Đang chờ'), ('running', 'Đang xử lý'), ('done', 'Xong'), ('failed', 'Lỗi')], default='queued', max_length=10)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('total', models.PositiveIntegerField(default=0)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('task_id', models.UUIDField(null=True)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('heartbeat_at', models.DateTimeField(null=True)),
                    ('finished_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['state', 'heartbeat_at'], name='bhxh_archiv_state_a0d5d1_idx')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'running'])), fields=('key',), name='one_open_job')],
                },
            ),
            migrations.CreateModel(
                name='NumberSeries',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.office')),
                    ('code', models.CharField(max_length=20)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('last', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('office', 'code', 'year'), name='one_series')],
                },
            ),
            migrations.CreateModel(
                name='NumberGap',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.office')),
                    ('code', models.CharField(max_length=20)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('number', models.PositiveIntegerField()),
                    ('reason', models.CharField(max_length=300)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'ordering': ['-at'],
                    'constraints': [models.UniqueConstraint(fields=('office', 'code', 'year', 'number'), name='one_gap')],
                },
            ),
            migrations.CreateModel(
                name='Office',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=20, unique=True, verbose_name='Mã đơn vị')),
                    ('agency_id', models.CharField(max_length=13, unique=True, verbose_name='Mã định danh cơ quan')),
                    ('kind', models.CharField(choices=[('province', 'BHXH tỉnh, thành phố'), ('local', 'BHXH cơ sở'), ('centre', 'Trung tâm Lưu trữ')], max_length=10, verbose_name='Loại')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='bhxh_archive.office')),
                    ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='bhxh_archive.office')),
                    ('certificate', models.CharField(blank=True, max_length=64, verbose_name='Vân tay chứng thư số của cơ quan')),
                    ('valid_from', models.DateField(verbose_name='Hiệu lực từ')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='Hiệu lực đến')),
                ],
                options={
                    'ordering': ['code'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='office_validity_in_order')],
                },
            ),
            migrations.CreateModel(
                name='OfficeName',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='bhxh_archive.office')),
                    ('name', models.CharField(max_length=200, verbose_name='Tên đơn vị')),
                    ('place', models.CharField(max_length=100, verbose_name='Địa danh')),
                    ('parent_name', models.CharField(blank=True, max_length=200, verbose_name='Cơ quan chủ quản')),
                    ('director_title', models.CharField(default='GIÁM ĐỐC', max_length=100, verbose_name='Chức danh người đứng đầu')),
                    ('address', models.CharField(blank=True, max_length=300, verbose_name='Địa chỉ')),
                    ('phone', models.CharField(blank=True, max_length=40, verbose_name='Điện thoại')),
                    ('valid_from', models.DateField(verbose_name='Hiệu lực từ')),
                ],
                options={
                    'ordering': ['office', '-valid_from'],
                    'constraints': [models.UniqueConstraint(fields=('office', 'valid_from'), name='one_office_name_per_day')],
                },
            ),
            migrations.CreateModel(
                name='Parameter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60, verbose_name='Tham số')),
                    ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.office')),
                    ('value', models.CharField(max_length=1000, verbose_name='Giá trị')),
                    ('valid_from', models.DateField(verbose_name='Hiệu lực từ')),
                    ('source', models.CharField(blank=True, max_length=300, verbose_name='Nguồn')),
                    ('confirmed', models.BooleanField(default=False, verbose_name='Đã xác nhận')),
                ],
                options={
                    'ordering': ['key', '-valid_from'],
                    'constraints': [models.UniqueConstraint(fields=('key', 'office', 'valid_from'), name='one_parameter_per_day', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                    ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                    ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                    ('full_name', models.CharField(max_length=150, verbose_name='Họ và tên')),
                    ('certificate', models.CharField(blank=True, max_length=64, verbose_name='Vân tay chứng thư số')),
                    ('must_change_password', models.BooleanField(default=False, verbose_name='Phải đổi mật khẩu')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ('signs_on_device', models.BooleanField(default=False, verbose_name='Ký bằng thiết bị riêng')),
                    ('csc_credential', models.CharField(blank=True, max_length=100, verbose_name='Mã khóa ở dịch vụ ký từ xa')),
                ],
                options={
                    'verbose_name': 'user',
                    'verbose_name_plural': 'users',
                    'abstract': False,
                },
                managers=[
                    ('objects', django.contrib.auth.models.UserManager()),
                ],
            ),
            migrations.CreateModel(
                name='FormerPassword',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_passwords', to=settings.AUTH_USER_MODEL)),
                    ('password', models.CharField(max_length=128)),
                    ('replaced_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'ordering': ['-replaced_at', '-id'],
                },
            ),
            migrations.CreateModel(
                name='Assignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                    ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='bhxh_archive.office')),
                    ('role', models.CharField(choices=[('reception', 'Tiếp nhận và trả kết quả'), ('reception_head', 'Trưởng Bộ phận Tiếp nhận'), ('officer', 'Chuyên viên chế độ BHXH'), ('head', 'Trưởng phòng Chế độ BHXH'), ('leader', 'Lãnh đạo ký'), ('clerk', 'Văn thư'), ('finance', 'Kế hoạch - Tài chính'), ('collection', 'Quản lý thu'), ('local_office', 'Nhận kết quả tại BHXH cơ sở'), ('centre', 'Trung tâm Lưu trữ'), ('admin', 'Quản trị')], max_length=20, verbose_name='Chức năng')),
                    ('title', models.CharField(blank=True, max_length=100, verbose_name='Chức danh khi ký')),
                    ('authority', models.CharField(blank=True, max_length=10, verbose_name='Thẩm quyền ký (Q., KT., TL., TUQ.)')),
                    ('valid_from', models.DateField(verbose_name='Từ ngày')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                    ('mandate', models.CharField(blank=True, max_length=200, verbose_name='Văn bản ủy quyền')),
                    ('mandate_kinds', models.JSONField(blank=True, default=list, verbose_name='Loại văn bản được ủy quyền ký')),
                ],
                options={
                    'ordering': ['id'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), fields=('user', 'office', 'role', 'valid_from'), name='one_held_assignment_per_start')],
                },
            ),
            migrations.CreateModel(
                name='OutsideNumbers',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=20)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('first', models.PositiveIntegerField(verbose_name='Từ số')),
                    ('last', models.PositiveIntegerField(verbose_name='Đến số')),
                    ('note', models.CharField(max_length=300, verbose_name='Dùng cho')),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.office')),
                    ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('withdrawn_reason', models.CharField(blank=True, max_length=300, verbose_name='Lý do bỏ ghi')),
                ],
                options={
                    'ordering': ['-year', 'code', '-last'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('first__gte', 1), ('last__gte', models.F('first'))), name='block_in_order')],
                },
            ),
            migrations.CreateModel(
                name='FormVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('template', models.CharField(max_length=40)),
                    ('text', models.TextField(verbose_name='Nội dung mẫu')),
                    ('valid_from', models.DateField(verbose_name='Áp dụng từ ngày')),
                    ('reason', models.CharField(max_length=300, verbose_name='Lý do, căn cứ')),
                    ('state', models.CharField(choices=[('trying', 'Đang dựng thử'), ('faulty', 'Có lỗi'), ('ready', 'Chờ người thứ hai duyệt'), ('approved', 'Đã duyệt'), ('withdrawn', 'Đã rút')], default='trying', max_length=10)),
                    ('faults', models.TextField(blank=True)),
                    ('added_at', models.DateTimeField(auto_now_add=True)),
                    ('approved_at', models.DateTimeField(blank=True, null=True)),
                    ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('example', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.storedfile')),
                    ('tried_with', models.CharField(blank=True, max_length=64)),
                ],
                options={
                    'ordering': ['template', '-valid_from', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('added_by')), _negated=True), _connector='OR'), name='form_approved_by_another_person'), models.UniqueConstraint(condition=models.Q(('state', 'approved')), fields=('template', 'valid_from'), name='one_approved_form_per_day')],
                },
            ),
            migrations.CreateModel(
                name='RecoveryCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64)),
                    ('used_at', models.DateTimeField(blank=True, null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'digest'), name='one_recovery_code_each')],
                },
            ),
        ]),
        functions(),
        append_only("bhxh_archive_accesslog"),
        append_only("bhxh_archive_adminevent"),
    ]
