"""How does somebody set up a device, renew it or its recovery codes, take it away, and who may do that for another?

Each is written down as the administrators' changes are: who, when, never a secret. That the person is the one who
signed in was proven before.
"""

from __future__ import annotations

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from bhxh_archive.administration.reach import require_person
from bhxh_archive.administration.trail import write_down
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.second_factor.devices import OWN, device_of
from bhxh_archive.second_factor.recovery import give_codes

OWN_ACCOUNT = "Không đặt lại của chính mình ở đây. Hãy dùng một mã dự phòng, hoặc nhờ người quản trị khác."
FIRST_WRONG = "Mã không đúng. Kiểm tra giờ của điện thoại (đặt tự động), rồi nhập mã đang hiện trong ứng dụng."
NONE = "Xác thực hai lớp chưa bật, hoặc vừa được tắt ở nơi khác. Hãy mở lại trang."


@transaction.atomic
def begin(*, by: User) -> TOTPDevice:
    """A device with a new secret that is not in force before its first code; one begun earlier is gone."""
    TOTPDevice.objects.filter(user=_locked(by), confirmed=False).delete()
    return TOTPDevice.objects.create(user=by, name=OWN, confirmed=False)


@transaction.atomic
def set_up(*, device: TOTPDevice, code: str, by: User) -> list[str]:
    """Take the begun device into force, in place of any other; returns new recovery codes, shown once.

    Raises NotValid for a code that it does not show.
    """
    user = _locked(by)
    begun = TOTPDevice.objects.filter(user=user, pk=device.pk, confirmed=False).first()
    if begun is None or not begun.verify_token("".join(code.split())):
        raise NotValid(FIRST_WRONG)
    earlier, _ = TOTPDevice.objects.filter(user=user).exclude(pk=begun.pk).delete()
    begun.confirmed = True
    begun.save(update_fields=["confirmed"])
    write_down(by=user, verb="renew_second_factor" if earlier else "set_up_second_factor", row=user)
    return give_codes(user)


@transaction.atomic
def renew_codes(*, by: User) -> list[str]:
    """Ten new recovery codes; all earlier ones are void. Raises NotNow for who has no device."""
    user = _locked(by)
    _require_device(user)
    write_down(by=user, verb="renew_recovery_codes", row=user)
    return give_codes(user)


@transaction.atomic
def remove(*, by: User) -> None:
    """Take one's own away: nothing is signed before another one is set up. Raises NotNow where there is none."""
    user = _locked(by)
    _require_device(user)
    _forget(user)
    write_down(by=user, verb="remove_second_factor", row=user)


@transaction.atomic
def reset(*, user: User, reason: str, by: User) -> None:
    """Take away what somebody lost, device and recovery codes, so that they set up another; sessions go on, but nothing
    is signed with a key of the server before that.

    Raises NotAllowed beyond the administrator's reach, NotValid for their own account, NotNow where there is nothing.
    """
    require_person(by, user)
    if user.pk == by.pk:
        raise NotValid(OWN_ACCOUNT)
    locked = _locked(user)
    _require_device(locked)
    _forget(locked)
    write_down(by=by, verb="reset_second_factor", row=locked, after={"reason": reason})


def _require_device(user: User) -> None:
    if device_of(user) is None:
        raise NotNow(NONE)


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _forget(user: User) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()
