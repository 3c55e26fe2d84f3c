"""What do all slips share: head of the office, applicant, moments in Vietnam time, words of the catalogue?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.documents.shapes.common import Applicant, Letterhead, Signature, SlipHead
from bhxh_archive.documents.shapes.notice import Notice
from bhxh_archive.models import Office, OfficeName
from bhxh_archive.parameters import parameter
from bhxh_archive.workdays import VIETNAM
from intake import deadlines, queries
from intake.models import Component, ComponentType, Dossier, EmployerList, ListLine, Person, Procedure, Term
from intake.rules import is_in_hand
from intake.rules.list_benefits import BENEFIT_WORDS, benefit_of_procedure

DESK: Final = "Bộ phận Tiếp nhận và Trả kết quả"
BLANK: Final = "........"
MOST_NAMED: Final = 10  # people of a list, where they are named
KINDS: Final = {
    "ORIGINAL": "Bản chính", "COPY": "Bản sao", "CUSTODY": "Bản chính",
}  # fmt: skip
_UNITS: Final = {
    "WORKING_DAYS": "ngày làm việc", "CALENDAR_DAYS": "ngày",
    "CALENDAR_DAYS_NO_HOLIDAYS": "ngày, không kể ngày nghỉ lễ, tết",
}  # fmt: skip


def local(moment: datetime | None) -> str | None:
    """An aware time as ISO text in Vietnam time."""
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds") if moment else None


def promises(dossier: Dossier) -> dict[str, date | None]:
    """`promised`: the new day of an apology (hẹn lại); `told`: the day on the receipt, where that by the law has moved
    since with the calendar."""
    day = dossier.promised_on
    put_off = any(row.promised_on == day for row in dossier.reappointments.all())
    return {"told": None if put_off else day, "promised": day if put_off else None}


def due_moment(dossier: Dossier, day: date | None) -> str | None:
    """The appointment: the day it is due, at the hour by which results are there."""
    if day is None:
        return None
    hour = parameter("return_hour", office=dossier.receiving_office, day=day)
    return datetime.combine(day, hour, VIETNAM).isoformat(timespec="seconds")


def name_of(office: Office, day: date | None = None) -> OfficeName:
    """The name of the office on that day (today when not given)."""
    return office.name_on(day or timezone.localdate())


def head(dossier: Dossier, office: Office | None = None, day: date | None = None) -> SlipHead:
    """The head of a one-stop slip."""
    name = name_of(office or dossier.receiving_office, day)
    return {
        "parent": name.name, "agency": DESK, "dossier_number": dossier.number, "place": name.place,
        "date": (day or timezone.localdate()).isoformat(),
    }  # fmt: skip


def letterhead(dossier: Dossier, notation: str) -> Letterhead:
    """The head of a notice that the clerk numbers by hand."""
    name = name_of(dossier.settling_office)
    return {
        "parent": name.parent_name, "agency": name.name, "number": BLANK, "notation": notation, "place": name.place,
        "date": timezone.localdate().isoformat(),
    }  # fmt: skip


def notice(dossier: Dossier) -> Notice:
    """What stands on every notice to the applicant about this dossier."""
    who, unit = submitter(dossier), getattr(dossier, "employer_list", None)
    salutation, name = (who.salutation, who.full_name) if who else ("ông/bà", "")
    to, salutation = (unit.unit_name, "quý đơn vị") if unit else (f"{salutation} {name}", salutation)
    return {
        "letterhead": letterhead(dossier, "TB-BHXH"), "to": to, "salutation": salutation,
        "to_address": who.address if who else "",
        "dossier_number": str(dossier.number), "request": request_of(dossier),
        "received": local(dossier.received_at) or "", "contact": contact(dossier),
        "recipients": ["Như trên", "Lưu: VT, hồ sơ"], "signature": director(dossier),
    }  # fmt: skip


def director(dossier: Dossier) -> Signature:
    """The place where the head of the settling office signs by hand."""
    title = name_of(dossier.settling_office).director_title.capitalize()
    return {"authority": "", "on_behalf_of": "", "title": title, "name": ""}


def person(dossier: Dossier, *roles: str) -> Person | None:
    """The first person in one of these roles, in the order of the roles."""
    people = [row for row in dossier.persons.all() if row.role in roles]
    return min(people, key=lambda row: roles.index(row.role), default=None)


def deceased(dossier: Dossier) -> str:
    """Whose death the dossier is about, or ''."""
    return ", ".join(row.full_name for row in dossier.persons.all() if row.role == Person.Role.DECEASED)


def beneficiary(dossier: Dossier) -> str:
    """Who is to get the benefit: the insured person; after a death those who are left, never the dead; of an employer's
    list how many people, those too whose line is still to be mended: their papers are here."""
    if found := getattr(dossier, "employer_list", None):
        handed_in = found.lines.exclude(standing=ListLine.Standing.LEFT_OUT).count()
        form = "01B-HSB" if benefit_of_procedure(dossier.procedure.code) else "của đơn vị"
        return f"{handed_in} dòng theo danh sách {form}, {found.period_words}"
    if not deceased(dossier):
        about = person(dossier, Person.Role.INSURED, Person.Role.LIST_MEMBER)
        return about.full_name if about else ""
    left = (Person.Role.RELATIVE, Person.Role.RECEIVER)
    return ", ".join(row.full_name for row in dossier.persons.all() if row.role in left)


def whose(dossier: Dossier) -> str:
    """Whom the dossier is about, as titles and lists name it: of an employer's list the employer and how many people,
    after a death the dead, else who gets the benefit."""
    if unit := employer(dossier):
        return f"{unit}, {beneficiary(dossier)}"
    return deceased(dossier) or beneficiary(dossier)


def submitter(dossier: Dossier) -> Person | None:
    """Who handed the dossier in: the submitter, else the representative, the insured, or a relative of the deceased."""
    role = Person.Role
    return person(dossier, role.SUBMITTER, role.REPRESENTATIVE, role.INSURED, role.RELATIVE, role.RECEIVER,
                  role.LIST_MEMBER)  # fmt: skip


def applicant(dossier: Dossier) -> Applicant:
    """The submitter as slips print it."""
    who = submitter(dossier)
    found = getattr(dossier, "employer_list", None)
    return {
        "name": who.full_name if who else found.unit_name if found else "", "id_number": who.personal_id if who else "",
        "address": who.address if who else "", "phone": who.phone if who else "", "email": who.email if who else "",
    }  # fmt: skip


def employer(dossier: Dossier) -> str:
    """The employer whose list it is, or ''."""
    found = getattr(dossier, "employer_list", None)
    return found.unit_name if found else ""


def names_on(found: EmployerList) -> str:
    """The people on an employer's list, the first few by name: `Nguyễn Thị Lan, Trần Văn Nam và 8 người khác`."""
    lines = found.lines.exclude(standing=ListLine.Standing.LEFT_OUT).order_by("ordinal")
    named = ", ".join(row.full_name or str(row) for row in lines[:MOST_NAMED])
    more = max(lines.count() - MOST_NAMED, 0)
    return f"{named}{f' và {more} người khác' if more else ''}"


def status_base() -> str:
    """The public address at which a code is typed, '' where the operator has set none."""
    return f"{settings.STATUS_URL}{reverse('status_form')}" if settings.STATUS_URL else ""


def status_address(dossier: Dossier) -> str:
    """The public address of this dossier's status page, '' where there is none."""
    base = status_base()
    return f"{base}{dossier.status_code}/" if base and dossier.status_code else ""


def phone(dossier: Dossier) -> str:
    """Where the applicant may call."""
    return name_of(dossier.receiving_office).phone


def register_book(year: int) -> str:
    """The book of the register (form 06): it begins anew with every year."""
    return f"01/{year}"


def contact(dossier: Dossier) -> str:
    """Desk and telephone in one line."""
    number = phone(dossier)
    return f"{DESK}, {name_of(dossier.receiving_office).name}" + (f", điện thoại {number}" if number else "")


def statutory_time(procedure: Procedure, *, extended: bool = False, term: Term | None = None) -> str:
    """`07 ngày làm việc`, `20 ngày, không kể ngày nghỉ lễ, tết`; of the case, or longer for a verification."""
    longer = extended and procedure.extended_deadline_amount is not None
    amount, kind = deadlines.statutory_time(procedure, extended=longer, term=term)
    return f"{amount:02d} {_UNITS[kind]}"


def paper_name(component: Component) -> str:
    """The component as it is called on a slip."""
    return f"{type_name(component.type)}{component.whose}"


def type_name(kind: ComponentType) -> str:
    """A paper of the catalogue as slips call it, with the number of its form."""
    return f"{kind.name} (Mẫu số {kind.form_code})" if kind.form_code else kind.name


def paper_kind(component: Component) -> str:
    """Bản chính, bản sao, bản điện tử or dữ liệu, as it was handed in; "" while nobody said which of two it was."""
    way = Component.Satisfied
    if component.satisfied in (way.ELECTRONIC, way.DATA):
        return "Bản điện tử" if component.satisfied == way.ELECTRONIC else "Dữ liệu"
    if component.compared_at:
        return "Bản sao đã đối chiếu"
    handed_as = component.get_handed_as_display() if component.either_will_do else ""
    return handed_as or KINDS.get(component.type.original_or_copy, "")


def request_of(dossier: Dossier) -> str:
    """What is asked for: the procedure; of a list that asks for other benefits what its lines do, in the order of the
    form."""
    benefits = queries.benefits_asked(dossier)
    if benefits <= {benefit_of_procedure(dossier.procedure.code)}:
        return dossier.procedure.name
    return f"Hưởng chế độ {', '.join(words for benefit, words in BENEFIT_WORDS if benefit in benefits)}"


def received(dossier: Dossier, lines: Any) -> list[Component]:
    """The components that were handed in or answered otherwise; waived ones are not papers."""
    waived = Component.Satisfied.WAIVED
    return [
        line.component for line in lines
        if (line.satisfied or is_in_hand(line.component)) and line.component.satisfied != waived
    ]  # fmt: skip
