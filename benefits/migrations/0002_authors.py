import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bhxh_archive.ledger import never_changed


class Migration(migrations.Migration):

    dependencies = [
        ('benefits', '0001_initial'),
        ('bhxh_archive', '0002_seal'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DraftAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(auto_now_add=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='benefits.draft')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='draft',
            name='authors',
            field=models.ManyToManyField(related_name='+', through='benefits.DraftAuthor', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='draftauthor',
            constraint=models.UniqueConstraint(fields=('draft', 'author'), name='one_author_row'),
        ),
        never_changed("benefits_draftauthor"),
    ]
