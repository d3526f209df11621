"""The formula language: a small, typed part of Python's expression syntax, and nothing else.

Filters decide whether a fact counts: ``outcome == 'done' and closed_on <= due_on``. Formulas make a figure of counts:
``on_time / owed``. Names, numbers, quoted text, ``and or not``, comparisons, ``in ['a', 'b']``, ``+ - * /``, and
``days(from, to)``, ``min(a, b)``, ``max(a, b)``. What is missing equals nothing and is before and after nothing.
"""

import ast
from collections.abc import Callable, Mapping
from functools import lru_cache

from services.assessment.indicators.units import NUMERIC, Unit

_LONGEST = 500


class BadExpression(ValueError):
    """An expression that cannot be read or whose units do not fit; the message says what and where."""


@lru_cache(maxsize=100_000)
def parse(text: str) -> ast.expr:
    """The expression's tree. Raises BadExpression."""
    if len(text) > _LONGEST:
        raise BadExpression(f"longer than {_LONGEST} characters")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadExpression(f"{text!r} is not an expression") from None


def names_in(tree: ast.expr) -> set[str]:
    """The names that an expression uses, functions left out."""
    nodes = list(ast.walk(tree))
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    return {node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in called}


def texts_beside(tree: ast.expr, name: str) -> set[str]:
    """The texts that an expression compares ``name`` with."""
    compared = [node for node in ast.walk(tree) if isinstance(node, ast.Compare)]
    beside = [node for node in compared if isinstance(node.left, ast.Name) and node.left.id == name]
    inside = [each for node in beside for right in node.comparators for each in ast.walk(right)]
    return {each.value for each in inside if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def unit_of(tree: ast.expr, names: Mapping[str, Unit]) -> Unit:
    """The unit of an expression over ``names``. Raises BadExpression."""
    judge = _JUDGES.get(type(tree))
    if judge is None:
        raise BadExpression(f"{ast.unparse(tree)!r}: formulas cannot say this")
    return judge(tree, names)


def _of_name(tree: ast.Name, names: Mapping[str, Unit]) -> Unit:
    if tree.id not in names:
        raise BadExpression(f"there is no {tree.id!r} here; there are {', '.join(sorted(names))}")
    return names[tree.id]


def _of_constant(tree: ast.Constant, _: Mapping[str, Unit]) -> Unit:
    if type(tree.value) is str:
        return Unit.TEXT
    if type(tree.value) in (int, float):
        return Unit.NUMBER
    raise BadExpression(f"{ast.unparse(tree)!r} is neither a number nor a text")


def _of_all(tree: ast.BoolOp, names: Mapping[str, Unit]) -> Unit:
    for part in tree.values:
        _expect(part, names, Unit.YES_NO)
    return Unit.YES_NO


def _of_unary(tree: ast.UnaryOp, names: Mapping[str, Unit]) -> Unit:
    if isinstance(tree.op, ast.Not):
        return _expect(tree.operand, names, Unit.YES_NO)
    if isinstance(tree.op, ast.USub):
        return _number(tree.operand, names)
    raise BadExpression(f"{ast.unparse(tree)!r}: formulas cannot say this")


def _of_comparison(tree: ast.Compare, names: Mapping[str, Unit]) -> Unit:
    if len(tree.ops) != 1:
        raise BadExpression(f"{ast.unparse(tree)!r}: compare two things at a time, joined by 'and'")
    left, operator, right = unit_of(tree.left, names), tree.ops[0], tree.comparators[0]
    if isinstance(operator, ast.In | ast.NotIn):
        _check_choices(tree, left, right)
    elif isinstance(operator, ast.Eq | ast.NotEq):
        _same(tree, left, unit_of(right, names))
    elif isinstance(operator, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
        if _same(tree, left, unit_of(right, names)) in (Unit.TEXT, Unit.YES_NO):
            raise BadExpression(f"{ast.unparse(tree)!r}: {left} has no order")
    else:
        raise BadExpression(f"{ast.unparse(tree)!r}: formulas cannot say this")
    return Unit.YES_NO


def _check_choices(tree: ast.Compare, left: Unit, right: ast.expr) -> None:
    choices = right.elts if isinstance(right, ast.List | ast.Tuple) else []
    constant = all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in choices)
    if left is not Unit.TEXT or not choices or not constant:
        raise BadExpression(f"{ast.unparse(tree)!r}: 'in' asks whether a text is one of a list of texts")


def _of_sum(tree: ast.BinOp, names: Mapping[str, Unit]) -> Unit:
    left, right = _number(tree.left, names), _number(tree.right, names)
    if isinstance(tree.op, ast.Add | ast.Sub):
        return _same(tree, left, right)
    if isinstance(tree.op, ast.Mult) and Unit.NUMBER in (left, right):
        return left if right is Unit.NUMBER else right
    if isinstance(tree.op, ast.Mult) and Unit.SHARE in (left, right):
        return left if right is Unit.SHARE else right
    if isinstance(tree.op, ast.Div):
        return _of_division(tree, left, right)
    raise BadExpression(f"{ast.unparse(tree)!r}: {left} and {right} cannot be put together so")


def _of_division(tree: ast.BinOp, left: Unit, right: Unit) -> Unit:
    if isinstance(tree.right, ast.Constant) and not tree.right.value:
        raise BadExpression(f"{ast.unparse(tree)!r} divides by zero, always")
    if left is right:
        return Unit.NUMBER if left is Unit.NUMBER else Unit.SHARE
    if right in (Unit.COUNT, Unit.NUMBER):
        return left
    raise BadExpression(f"{ast.unparse(tree)!r}: {left} cannot be divided by {right}")


def _of_call(tree: ast.Call, names: Mapping[str, Unit]) -> Unit:
    name = tree.func.id if isinstance(tree.func, ast.Name) else ""
    if name not in ("days", "min", "max") or tree.keywords or len(tree.args) != 2:
        raise BadExpression(f"{ast.unparse(tree)!r}: there are days(from, to), min(a, b) and max(a, b)")
    if name == "days":
        for each in tree.args:
            _expect(each, names, Unit.DATE)
        return Unit.DAYS
    return _same(tree, *(_number(each, names) for each in tree.args))


def _expect(tree: ast.expr, names: Mapping[str, Unit], unit: Unit) -> Unit:
    found = unit_of(tree, names)
    if found is not unit:
        raise BadExpression(f"{ast.unparse(tree)!r} is {found}, where {unit} is asked for")
    return found


def _number(tree: ast.expr, names: Mapping[str, Unit]) -> Unit:
    found = unit_of(tree, names)
    if found not in NUMERIC:
        raise BadExpression(f"{ast.unparse(tree)!r} is {found}, not a number")
    return found


def _same(tree: ast.expr, left: Unit, right: Unit) -> Unit:
    if left is right or (right is Unit.NUMBER and left in NUMERIC):
        return left
    if left is Unit.NUMBER and right in NUMERIC:
        return right
    raise BadExpression(f"{ast.unparse(tree)!r}: {left} and {right} do not go together")


_JUDGES: dict[type[ast.expr], Callable[..., Unit]] = {
    ast.Name: _of_name,
    ast.Constant: _of_constant,
    ast.BoolOp: _of_all,
    ast.UnaryOp: _of_unary,
    ast.Compare: _of_comparison,
    ast.BinOp: _of_sum,
    ast.Call: _of_call,
}
