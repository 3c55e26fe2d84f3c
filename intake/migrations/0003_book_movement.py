import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def write_down_what_is_known(apps, schema_editor):
    """One row of custody becomes the movements it stands for: taken at the counter, and given back with the result."""
    BookCustody, BookMovement = apps.get_model("intake", "BookCustody"), apps.get_model("intake", "BookMovement")
    books = BookCustody.objects.filter(form="paper").select_related("dossier")
    for book in books.iterator(chunk_size=500):
        BookMovement.objects.bulk_create(BookMovement(book=book, **facts) for facts in _movements(book))


def _movements(book):
    dossier, hand_over = book.dossier, book.dossier.hand_overs.filter(outcome="delivered").order_by("pk").first()
    taker = dossier.events.filter(verb="take_book").order_by("seq").values_list("by", flat=True).first()
    counter = dossier.receiving_office_id
    if book.held_by_id or book.returned_at:
        yield {"to_office_id": counter, "by_id": taker or dossier.created_by_id, "at": book.taken_at}
    if book.returned_at:
        yield {"from_office_id": counter, "at": book.returned_at, "by_id": hand_over.by_id if hand_over else None,
               "receiver_name": hand_over.receiver_name if hand_over else ""}
    if book.held_by_id and book.returned_at:  # recorded once more after it had been given back
        yield {"to_office_id": book.held_by_id, "by_id": taker, "at": book.returned_at}


class Migration(migrations.Migration):

    dependencies = [
        ('bhxh_archive', '0003_administration'),
        ('intake', '0002_seal'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BookMovement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receiver_name', models.CharField(blank=True, max_length=150, verbose_name='Người nhận lại sổ')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='movements', to='intake.bookcustody')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('from_office', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.office')),
                ('to_office', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bhxh_archive.office')),
            ],
            options={
                'ordering': ['book', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('from_office', None), ('to_office', None), _negated=True), name='book_moves_from_or_to_us')],
            },
        ),
        migrations.RunPython(write_down_what_is_known, migrations.RunPython.noop),
    ]
