from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('benefits', '0029_moved_questions'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='verificationrequest',
            name='answer',
        ),
        migrations.RemoveField(
            model_name='verificationrequest',
            name='answered_at',
        ),
        migrations.RemoveField(
            model_name='verificationrequest',
            name='answered_by',
        ),
        migrations.RemoveField(
            model_name='verificationrequest',
            name='body',
        ),
        migrations.RemoveField(
            model_name='verificationrequest',
            name='question',
        ),
    ]
