from django.db import migrations

# What is wrong with pages is told at the pages, and until somebody accepted it.
ABOUT_PAGES = """
UPDATE intake_upload SET warned = false, message = 'Tệp hợp lệ, ' || page_count || ' trang.'
WHERE message LIKE 'Trang %' AND state IN ('splitting', 'accepted')
"""
ABOUT_PARTS = "UPDATE intake_upload SET warned = false WHERE warned AND message LIKE 'Tách từ chồng%'"


class Migration(migrations.Migration):
    dependencies = [("intake", "0075_result_remarks")]
    operations = [
        migrations.RunSQL(ABOUT_PAGES, migrations.RunSQL.noop, elidable=True),
        migrations.RunSQL(ABOUT_PARTS, migrations.RunSQL.noop, elidable=True),
    ]
