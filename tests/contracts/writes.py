"""Where does source code write a `state`, and what does it write there?

Other tables have states too (a package, an errand, an upload). Such a write names its own table's enumeration
(`Package.State.BUILT`), so it can be told from a write to a dossier by reading; whatever does not is a finding.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

FIELDS = frozenset({"state", "came_from", "state_since"})
"""What only the map writes."""
_MAKERS = frozenset({"update", "create", "get_or_create", "update_or_create", "aupdate", "acreate", "Dossier"})
"""Calls whose keywords, or whose `defaults`, are fields: the managers' verbs, and the class itself."""


@dataclass(frozen=True)
class Write:
    """One write: the line it stands on, the function around it, and the source text of the value."""

    line: int
    function: str
    value: str


def writes(tree: ast.Module) -> list[Write]:
    """Every write of one of FIELDS in a module, by whatever road Python and Django offer."""
    found = []
    for function, node in _with_function(tree, ""):
        found += [Write(node.lineno, function, ast.unparse(value)) for value in _values(node)]
    return found


def _with_function(node: ast.AST, inside: str) -> Iterator[tuple[str, ast.stmt | ast.expr]]:
    for child in ast.iter_child_nodes(node):
        named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        here = child.name if named else inside  # type: ignore[attr-defined]
        if isinstance(child, ast.stmt | ast.expr):
            yield here, child
        yield from _with_function(child, here)


def _values(node: ast.stmt | ast.expr) -> list[ast.expr]:
    """The values that this one statement or expression writes into one of FIELDS."""
    if isinstance(node, ast.Assign):
        return [value for target in node.targets for value in _assigned(target, node.value)]
    if isinstance(node, ast.AnnAssign | ast.AugAssign) and node.value:
        return _assigned(node.target, node.value)
    return _called(node) if isinstance(node, ast.Call) else []


def _assigned(target: ast.expr, value: ast.expr) -> list[ast.expr]:
    if isinstance(target, ast.Tuple | ast.List):
        values = value.elts if isinstance(value, ast.Tuple | ast.List) else [value] * len(target.elts)
        return [one for pair in zip(target.elts, values, strict=False) for one in _assigned(*pair)]
    if isinstance(target, ast.Attribute) and target.attr in FIELDS:
        return [value]
    return [value] if isinstance(target, ast.Subscript) and _names_field(target.slice) else []


def _names_field(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value in FIELDS


def _called(call: ast.Call) -> list[ast.expr]:
    """`setattr`, `.update(state=)`, `.create(defaults={"state": })`, `bulk_update(rows, ["state"])`."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"setattr", "__setattr__"}:
        return [call.args[-1]] if any(_names_field(arg) for arg in call.args) else []
    if name == "bulk_update":
        fields = [*call.args[1:], *(word.value for word in call.keywords if word.arg == "fields")]
        return [field for field in fields if any(_names_field(part) for part in ast.walk(field))]  # type: ignore[arg-type]
    return _by_keyword(call) if name in _MAKERS else []


def _by_keyword(call: ast.Call) -> list[ast.expr]:
    written = [word.value for word in call.keywords if word.arg in FIELDS]
    spread = [word.value for word in call.keywords if word.arg in {None, "defaults", "create_defaults"}]
    pairs = [pair for part in spread if isinstance(part, ast.Dict) for pair in zip(part.keys, part.values, strict=True)]
    return written + [value for key, value in pairs if _names_field(key)]
