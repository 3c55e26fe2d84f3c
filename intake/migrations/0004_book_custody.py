from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0003_book_movement'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='bookcustody',
            name='held_by',
        ),
        migrations.RemoveField(
            model_name='bookcustody',
            name='returned_at',
        ),
        migrations.RemoveField(
            model_name='bookcustody',
            name='taken_at',
        ),
    ]
