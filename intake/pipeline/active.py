"""Does a PDF carry anything that acts: scripts, launch actions, attachments, media, a dynamic form?"""

import re
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

SCRIPT, LAUNCH, SUBMIT = "mã lệnh (JavaScript)", "lệnh chạy chương trình", "lệnh gửi dữ liệu ra ngoài"
ATTACHMENT, MEDIA, FORM = "tệp đính kèm", "phim, âm thanh hoặc mô hình 3D", "biểu mẫu động (XFA)"

_ACTIONS = {
    "/JavaScript": SCRIPT,
    "/Launch": LAUNCH,
    "/SubmitForm": SUBMIT,
    "/ImportData": SUBMIT,
    "/GoToE": ATTACHMENT,
    "/Rendition": MEDIA,
    "/RichMediaExecute": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
}
_SUBTYPES = {"/FileAttachment": ATTACHMENT, "/RichMedia": MEDIA, "/Movie": MEDIA, "/Sound": MEDIA, "/3D": MEDIA}
_KEYS = {"/JS": SCRIPT, "/EF": ATTACHMENT, "/XFA": FORM}
# A cheap look at the normalised text of an object spares the walk for nearly all of them.
_HINT = re.compile(
    rb"/(?:JavaScript|JS|Launch|SubmitForm|ImportData|GoToE|Rendition|RichMedia(?:Execute)?|Movie|Sound|3D"
    rb"|FileAttachment|EmbeddedFile|EF|XFA)(?![A-Za-z0-9])"
)
_DEPTH = 60


def active_parts(pdf: Pdf) -> list[str]:
    """Vietnamese names of what acts, in a stable order, each once; empty when the file only shows pages."""
    found = {part for obj in pdf.objects for part in _in_object(obj)}
    return sorted(found)


def _in_object(obj: Object) -> Iterator[str]:
    shell = obj.stream_dict if isinstance(obj, Stream) else obj
    if isinstance(shell, Dictionary | Array) and _HINT.search(shell.unparse(resolved=True)):
        yield from _walk(shell, 0)


def _walk(obj: Object, depth: int) -> Iterator[str]:
    if depth > _DEPTH:
        return
    if isinstance(obj, Dictionary):
        yield from _in_dictionary(obj)
    children = obj.values() if isinstance(obj, Dictionary) else obj
    for child in children:
        if isinstance(child, Dictionary | Array) and not child.is_indirect:
            yield from _walk(child, depth + 1)


def _in_dictionary(entry: Dictionary) -> Iterator[str]:
    for key, names in (("/S", _ACTIONS), ("/Subtype", _SUBTYPES)):
        value = entry.get(key)
        if isinstance(value, Name) and str(value) in names:
            yield names[str(value)]
    if entry.get("/Type") == Name.EmbeddedFile:
        yield ATTACHMENT
    yield from (part for key, part in _KEYS.items() if key in entry and not _is_empty(entry[key]))


def _is_empty(value: object) -> bool:
    return isinstance(value, Dictionary | Array) and len(value) == 0
