import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now


def close_what_went_back(apps, schema_editor):
    """An electronic book is nobody's to give back; a paper one whose last movement led to its owner is closed."""
    BookCustody, BookMovement = apps.get_model("intake", "BookCustody"), apps.get_model("intake", "BookMovement")
    newest = BookMovement.objects.filter(book=OuterRef("pk")).order_by("-pk")
    books = BookCustody.objects.annotate(here=Subquery(newest.values("to_office")[:1]))
    over = books.filter(Q(form="electronic") | Q(here=None))
    over.update(closed_at=Coalesce(Subquery(newest.values("at")[:1]), Now()))


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0032_page_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="bookcustody",
            name="entry",
            field=models.CharField(blank=True, max_length=300, verbose_name="Nội dung đã ghi vào sổ"),
        ),
        *(
            migrations.AddField(
                model_name="bookcustody", name=name, field=models.DateTimeField(editable=False, null=True)
            )
            for name in ("stamped_at", "withdrawn_at", "closed_at")
        ),
        *(
            migrations.AddField(
                model_name="bookcustody",
                name=name,
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            )
            for name in ("stamped_by", "withdrawn_by")
        ),
        migrations.AddField(
            model_name="bookmovement",
            name="proof",
            field=models.CharField(blank=True, max_length=300, verbose_name="Căn cứ giao nhận"),
        ),
        migrations.RunPython(close_what_went_back, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="bookcustody",
            index=models.Index(condition=Q(closed_at=None), fields=["dossier"], name="book_chain_open"),
        ),
    ]
