"""Which addresses belong to the administrator's room?"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
