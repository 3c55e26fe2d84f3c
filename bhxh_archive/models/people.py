"""Who are the users, and which functions do they hold in which office?"""

from __future__ import annotations

from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from bhxh_archive.models.offices import Office
from bhxh_archive.roles import RIGHTS, SEES_DOSSIERS, Role


class User(AbstractUser):
    """A member of staff. Rights come only from assignments; `is_superuser` opens nothing here."""

    first_name = None  # type: ignore[assignment]  # Django's way to leave out a field of an abstract model
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("Họ và tên", max_length=150)
    certificate = models.CharField("Vân tay chứng thư số", max_length=64, blank=True)
    signs_on_device = models.BooleanField("Ký bằng thiết bị riêng", default=False)
    csc_credential = models.CharField("Mã khóa ở dịch vụ ký từ xa", max_length=100, blank=True)
    must_change_password = models.BooleanField("Phải đổi mật khẩu", default=False)
    single_keys = models.BooleanField("Dùng phím tắt một phím", default=True)

    REQUIRED_FIELDS = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    @property
    def signs_elsewhere(self) -> bool:
        """Whether the key is not within reach of this server: on a token of the person, or at a remote service."""
        return self.signs_on_device or bool(self.csc_credential)

    @cached_property
    def seats(self) -> list[Assignment]:
        """The functions held today, offices included; read once per request."""
        return list(self.assignments.in_force().select_related("office").prefetch_related("office__names"))

    @property
    def office(self) -> Office | None:
        """The office of the first function; what the frame shows."""
        return self.seats[0].office if self.seats else None

    @property
    def office_ids(self) -> set[int]:
        """The offices whose dossiers this person may see."""
        return self.offices_with(*SEES_DOSSIERS)

    def offices_with(self, *rights: str) -> set[int]:
        """Ids of the offices where a function of this person gives one of the rights."""
        return {seat.office_id for seat in self.seats if RIGHTS[seat.role].intersection(rights)}

    @property
    def in_centre(self) -> bool:
        return any(seat.role == Role.CENTRE for seat in self.seats)

    def holds(self, right: str, office_id: int | None) -> bool:
        """Whether this person holds the right in that office (None: in an Archive Center)."""
        return bool(self.role_for(right, office_id))

    def role_for(self, right: str, office_id: int | None) -> str:
        """The function that gives the right there, or ""."""
        for seat in self.seats:
            if right in RIGHTS[seat.role] and seat.sits_in(office_id):
                return seat.role
        return ""

    def holds_anywhere(self, right: str) -> bool:
        return any(right in RIGHTS[seat.role] for seat in self.seats)


class FormerPassword(models.Model):
    """A password that somebody used before, hashed as it was: it is not taken again. Only the last few are kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="former_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-replaced_at", "-id"]


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Reads of assignments by time."""

    def in_force(self) -> AssignmentQuerySet:
        today = timezone.localdate()
        return self.not_over().filter(valid_from__lte=today, user__is_active=True)

    def not_over(self) -> AssignmentQuerySet:
        """Held today or to be held from a later day, whether the account is open or not."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()))


class Assignment(models.Model):
    """One person, one office, one function, for a time; the title is what stands under a signature.

    Who signs by mandate (TUQ.) does so by the document `mandate`, for the codes of documents in `mandate_kinds` alone.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments")
    office = models.ForeignKey(Office, models.PROTECT, related_name="assignments")
    role = models.CharField("Chức năng", max_length=20, choices=Role.choices)
    title = models.CharField("Chức danh khi ký", max_length=100, blank=True)
    authority = models.CharField("Thẩm quyền ký (Q., KT., TL., TUQ.)", max_length=10, blank=True)
    mandate = models.CharField("Văn bản ủy quyền", max_length=200, blank=True)
    mandate_kinds = models.JSONField("Loại văn bản được ủy quyền ký", default=list, blank=True)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến ngày", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            # One that was taken back before its first day was over stays as it was beside the next from that day.
            models.UniqueConstraint(
                fields=["user", "office", "role", "valid_from"],
                name="one_held_assignment_per_start",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            )  # fmt: skip
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.office}"

    @property
    def never_held(self) -> bool:
        """Taken back before its first day was over."""
        return self.valid_to is not None and self.valid_to < self.valid_from

    def sits_in(self, office_id: int | None) -> bool:
        return self.office.kind == Office.Kind.CENTRE if office_id is None else self.office_id == office_id
