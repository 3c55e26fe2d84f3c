"""Which addresses belong to the benefits unit?"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
