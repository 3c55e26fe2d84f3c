"""How does a person sign in? User names are in small letters here; a telephone's keyboard begins with a capital."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """User name and password, with one sentence for whatever did not fit."""

    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng. Mật khẩu phân biệt chữ hoa, chữ thường.",
        "inactive": "Tài khoản này không được đăng nhập. Hãy liên hệ người quản trị của đơn vị.",
    }

    def clean_username(self) -> str:
        """As accounts have it."""
        return str(self.cleaned_data["username"]).strip().lower()
