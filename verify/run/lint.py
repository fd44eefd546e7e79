"""What disappears from a claim file before SymPy sees it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from .library import parsed


def vanishing(file: Path) -> Iterator[str]:
    """Repeated names in one dict, and ``==`` or ``!=`` where a formula is meant.

    ``And(x > 0, a != 0)`` and ``(x > 0) & (a != 0)`` are just ``x > 0``: the rest is a bool to
    Python and vanishes without a trace. Tests of ``if`` and the like may compare, and so may
    functions that compute numbers: decorated as simulation, program, experiment or figure, or
    returning a Trial.
    """
    tree = parsed(file)
    yield from _walk(tree) if tree else ()


def _walk(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef) and _computes_numbers(node):
        return
    if isinstance(node, ast.Dict):
        keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
        for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
            yield f"line {node.lineno}: the name {key!r} occurs twice; one of them is lost"
    if isinstance(node, ast.Compare) and any(isinstance(o, (ast.Eq, ast.NotEq)) for o in node.ops):
        yield (
            f"line {node.lineno}: {ast.unparse(node)} is a bool to Python and would vanish from a "
            "formula; write Eq(a, b) for a == b, Ne(a, b) for a != b"
        )
    tested = _tests(node)
    for child in ast.iter_child_nodes(node):
        if child not in tested:
            yield from _walk(child)


def _tests(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.comprehension):
        return node.ifs
    return [node.test] if isinstance(node, (ast.If, ast.IfExp, ast.While, ast.Assert)) else []


def _computes_numbers(function: ast.FunctionDef) -> bool:
    decorators = {ast.unparse(each).partition("(")[0] for each in function.decorator_list}
    numeric = {"claim.simulation", "claim.program", "claim.experiment", "claim.figure"}
    if decorators & numeric or function.name == "draw":
        return True
    return any(
        isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Trial"
        for node in ast.walk(function)
    )
