import django.core.validators
from django.db import migrations, models

NUMBER = """
WITH counted AS (
    SELECT id, EXTRACT(YEAR FROM received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS year,
           ROW_NUMBER() OVER (
               PARTITION BY receiving_office_id, EXTRACT(YEAR FROM received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')
               ORDER BY received_at, id
           ) AS ordinal
    FROM intake_dossier WHERE number IS NOT NULL AND received_at IS NOT NULL
)
UPDATE intake_dossier SET register_year = counted.year, register_ordinal = counted.ordinal
FROM counted WHERE counted.id = intake_dossier.id
"""
GO_ON = """
INSERT INTO bhxh_archive_numberseries (office_id, code, year, last)
SELECT receiving_office_id, 'SO_THEO_DOI', register_year, MAX(register_ordinal) FROM intake_dossier
WHERE register_ordinal IS NOT NULL GROUP BY receiving_office_id, register_year
"""


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0037_page_parts"),
        ("bhxh_archive", "0006_asked"),
    ]
    operations = [
        migrations.AddField(
            model_name="person",
            name="email",
            field=models.EmailField(blank=True, max_length=150, verbose_name="Thư điện tử"),
        ),
        migrations.AddField(
            model_name="dossier",
            name="register_year",
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="Năm của sổ theo dõi"),
        ),
        migrations.AddField(
            model_name="dossier",
            name="register_ordinal",
            field=models.PositiveIntegerField(
                editable=False, null=True, verbose_name="Số thứ tự trong sổ theo dõi"
            ),
        ),
        migrations.RunSQL(NUMBER, migrations.RunSQL.noop),
        migrations.RunSQL(GO_ON, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(
                fields=("receiving_office", "register_year", "register_ordinal"), name="one_line_of_the_register"
            ),
        ),
        migrations.AddField(
            model_name='carrier',
            name='tracking_url',
            field=models.CharField(blank=True, max_length=300, validators=[django.core.validators.RegexValidator('^https://[a-z0-9.-]+\\.[a-z]{2,}(?::\\d+)?/[^\\s{}]*\\{code\\}[^\\s{}]*$', 'Địa chỉ tra cứu bắt đầu bằng https:// và có đúng một chỗ {code} thay cho mã bưu gửi.')], verbose_name='Địa chỉ tra cứu bưu gửi'),
        ),
        migrations.AddField(
            model_name='consignment',
            name='post_office',
            field=models.CharField(blank=True, max_length=150, verbose_name='Bưu cục nhận gửi'),
        ),
        migrations.AlterField(
            model_name='carrier',
            name='code',
            field=models.CharField(max_length=20, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z0-9_]{2,20}$', 'Mã gồm 2 đến 20 chữ in hoa không dấu, chữ số hoặc gạch dưới.')], verbose_name='Mã'),
        ),
        migrations.AlterField(
            model_name='carrier',
            name='name',
            field=models.CharField(max_length=200, verbose_name='Tên'),
        ),
        migrations.AlterField(
            model_name='carrier',
            name='needs_confirmation',
            field=models.BooleanField(default=True, verbose_name='Cần xác nhận'),
        ),
        migrations.AlterField(
            model_name='carrier',
            name='ordinal',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='Thứ tự'),
        ),
        migrations.AlterField(
            model_name='carrier',
            name='source',
            field=models.CharField(max_length=300, verbose_name='Nguồn'),
        ),
        migrations.AlterField(
            model_name='carrier',
            name='valid_from',
            field=models.DateField(verbose_name='Từ ngày'),
        ),
        migrations.AlterField(
            model_name='carrier',
            name='valid_to',
            field=models.DateField(blank=True, null=True, verbose_name='Đến ngày'),
        ),
        migrations.AddConstraint(
            model_name='carrier',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='carrier_in_order'),
        ),
    ]
