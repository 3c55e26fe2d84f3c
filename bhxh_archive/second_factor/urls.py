"""Addresses of one's own second factor."""

from django.urls import path

from bhxh_archive.second_factor import views

urlpatterns = [
    path("", views.overview, name="second_factor"),
    path("bat/", views.begin, name="second_factor_begin"),
    path("ma-dau-tien/", views.first_code, name="second_factor_first_code"),
    path("ma-du-phong/", views.recovery_codes, name="second_factor_codes"),
    path("tat/", views.remove, name="second_factor_remove"),
    path("ma-dung-thu/", views.demo_code, name="second_factor_demo_code"),
]
