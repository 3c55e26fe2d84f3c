"""Which addresses do the forms of documents have among the administrator's pages?"""

from django.urls import path

from intake.views.administration import document_forms as views

_ADMIN = "quan-tri/mau-van-ban/"

urlpatterns = [
    path(_ADMIN, views.document_forms, name="document_forms"),
    path(_ADMIN + "<slug:template>/", views.document_form, name="document_form"),
    path(_ADMIN + "<slug:template>/goc.typ", views.own_form, name="own_form"),
    path(_ADMIN + "<slug:template>/goc.pdf", views.own_example, name="own_example"),
    path(_ADMIN + "ban/<int:form_pk>/", views.form_version, name="form_version"),
    path(_ADMIN + "ban/<int:form_pk>/mau.typ", views.form_text, name="form_text"),
    path(_ADMIN + "ban/<int:form_pk>/in-thu.pdf", views.form_example, name="form_example"),
    path(_ADMIN + "ban/<int:form_pk>/duyet/", views.approve_form, name="approve_form"),
    path(_ADMIN + "ban/<int:form_pk>/rut/", views.withdraw_form, name="withdraw_form"),
]
