"""The house stands as it is drawn: what rooms may touch, how large things may grow, how types are made."""

import ast
import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import tollbook
import tollbook.model

ROOT = Path(tollbook.__file__).parent
PURE = ("ingest", "read", "resolve", "link", "judge", "review", "publish", "model", "lang")
PURE_FILES = ("flow.py", "text.py", "errors.py")
# What would make a room depend on more than its arguments: disk, network, database, clock, randomness, logging.
FORBIDDEN = frozenset(
    "os pathlib io shutil tempfile glob socket ssl urllib.request http requests httpx2 httpcore2 sqlite3 sqlalchemy "
    "subprocess random secrets time logging structlog onnxruntime threading multiprocessing asyncio".split()
)
FORBIDDEN_CALLS = frozenset({"open", "print", "input", "now", "utcnow", "today", "eval", "exec"})
# `ingest` unpacks bytes that it was handed: in-memory streams only.
ALLOWED = {("ingest", "io"), ("publish", "io")}
MAX_FILE, MAX_FUNCTION, MAX_NESTING, MAX_PARAMETERS = 500, 60, 3, 6


def sources() -> Iterator[Path]:
    return (p for p in sorted(ROOT.rglob("*.py")) if "samples" not in p.parts and "migrations" not in p.parts)


def is_pure(path: Path) -> bool:
    first = path.relative_to(ROOT).parts[0]
    return first in PURE or first in PURE_FILES


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


@pytest.mark.parametrize("path", [p for p in sources() if is_pure(p)], ids=lambda p: str(p.relative_to(ROOT)))
def test_rooms_are_handed_their_tools(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    room = path.relative_to(ROOT).parts[0]
    wrong = {
        name
        for name in imported(tree)
        if (name in FORBIDDEN or name.split(".")[0] in FORBIDDEN) and (room, name.split(".")[0]) not in ALLOWED
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            plain = isinstance(node.func, ast.Name) or called in {"now", "utcnow", "today"}
            if called in FORBIDDEN_CALLS and plain:
                wrong.add(f"{called}() in line {node.lineno}")
    assert not wrong, f"{path.relative_to(ROOT)} reaches outside its room: {sorted(wrong)}"


def deepest(node: ast.AST, depth: int = 0) -> int:
    block = isinstance(node, ast.If | ast.For | ast.While | ast.With | ast.Try | ast.Match)
    below = [0]
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                # An `elif` stands beside its `if`, not inside it.
                beside = isinstance(node, ast.If) and field == "orelse" and isinstance(child, ast.If)
                below.append(deepest(child, depth if beside else depth + block))
    return max(depth + block, *below)


@pytest.mark.parametrize("path", list(sources()), ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_grows_too_large(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MAX_FILE, f"{path.name} has over {MAX_FILE} lines: split it by what it does"
    for function in functions(ast.parse(text)):
        where = f"{path.relative_to(ROOT)}:{function.lineno} {function.name}"
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        assert length <= MAX_FUNCTION, f"{where} has {length} lines"
        assert max(deepest(n) for n in function.body) <= MAX_NESTING, f"{where} is nested deeper than {MAX_NESTING}"
        if "cli" not in path.parts:  # a command's options are its parameters
            a = function.args
            count = len([x for x in (*a.posonlyargs, *a.args, *a.kwonlyargs) if x.arg not in ("self", "cls")])
            assert count <= MAX_PARAMETERS, f"{where} takes {count} parameters"


@pytest.mark.parametrize("path", list(sources()), ids=lambda p: str(p.relative_to(ROOT)))
def test_public_names_say_what_they_promise(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = [
        n
        for n in tree.body
        if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not n.name.startswith("_")
    ]
    silent = [n.name for n in public if not ast.get_docstring(n)]
    assert not silent, f"{path.relative_to(ROOT)}: no docstring on {silent}"
    assert (ast.get_docstring(tree) or ".") != ".", f"{path.relative_to(ROOT)} says nothing of itself"


def test_types_that_travel_are_frozen_and_slotted() -> None:
    seen = 0
    for module in pkgutil.iter_modules(tollbook.model.__path__):
        for name, kind in inspect.getmembers(importlib.import_module(f"tollbook.model.{module.name}"), inspect.isclass):
            if dataclasses.is_dataclass(kind) and kind.__module__.startswith("tollbook.model"):
                seen += 1
                assert kind.__dataclass_params__.frozen, f"{name} can be changed"  # type: ignore[attr-defined]
                assert hasattr(kind, "__slots__"), f"{name} has no slots"
    assert seen > 20


def test_model_needs_the_standard_library_only() -> None:
    import sys

    for path in sorted((ROOT / "model").glob("*.py")):
        for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
            root = name.split(".")[0]
            assert root == "tollbook" or root in sys.stdlib_module_names, f"model/{path.name} imports {name}"
