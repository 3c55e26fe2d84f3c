"""Which addresses belong to the central archive?"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
