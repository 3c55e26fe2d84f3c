"""Which address leads where? The composition root: the only place that sees every room."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from bhxh_archive.administration.views.own_keys import single_keys
from bhxh_archive.administration.views.own_password import password_change
from bhxh_archive.health import healthz
from bhxh_archive.ui.gallery import gallery
from bhxh_archive.ui.resend import SignInAndResend
from bhxh_archive.ui.sign_in import SignInForm

handler500 = "bhxh_archive.ui.outage.failed"

urlpatterns = [
    path(
        "dang-nhap/", LoginView.as_view(redirect_authenticated_user=True, authentication_form=SignInForm), name="login"
    ),
    path("dang-nhap/gui-lai/", SignInAndResend.as_view(), name="sign_in_and_resend"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("mat-khau/", password_change, name="password_change"),
    path("phim-tat/", single_keys, name="single_keys"),
    path("xac-thuc-hai-lop/", include("bhxh_archive.second_factor.urls")),
    path("healthz", healthz, name="healthz"),
    path("mau-giao-dien/", gallery, name="gallery"),
    path("quan-tri/", include("bhxh_archive.administration.urls")),
    path("quan-tri/danh-muc/", include("intake.urls.catalogue")),
    path("", include("intake.urls")),
    path("", include("benefits.urls")),
    path("", include("archive.urls")),
]
