"""Which addresses belong to the administrator's room?"""

from django.urls import path
from django.views.generic import RedirectView

from bhxh_archive.administration.views import functions, holidays, rules, second_factors, users

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="users"), name="administration"),
    path("nguoi-dung/", users.users, name="users"),
    path("nguoi-dung/moi/", users.new_user, name="new_user"),
    path("nguoi-dung/<int:pk>/", users.user, name="user"),
    path("nguoi-dung/<int:pk>/mat-khau/", users.reset_password, name="reset_password"),
    path("nguoi-dung/<int:pk>/xac-thuc/", second_factors.reset_second_factor, name="reset_second_factor"),
    path("nguoi-dung/<int:pk>/mo-khoa/", users.unlock_user, name="unlock_user"),
    path("nguoi-dung/<int:pk>/chuc-nang/", functions.open_function, name="open_function"),
    path("chuc-nang/<int:pk>/ket-thuc/", functions.close_function, name="close_function"),
    path("ngay-nghi/", holidays.holidays, name="holidays"),
    path("ngay-nghi/<int:year>/", holidays.holidays, name="holidays_of"),
    path("ngay-nghi/ngay/<int:pk>/", holidays.holiday, name="holiday"),
    path("tham-so/", rules.parameters, name="parameters"),
    path("tham-so/<slug:key>/", rules.parameter, name="parameter"),
    path("tham-so/xac-nhan/<int:pk>/", rules.confirm_parameter, name="confirm_parameter"),
    path("tham-so/bo/<int:pk>/", rules.withdraw_parameter, name="withdraw_parameter"),
    path("don-vi/", rules.offices, name="offices"),
    path("nhat-ky/", users.changes, name="admin_changes"),
]
