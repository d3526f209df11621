"""Expressions as functions over named values; for one fact or one division's counts at a time.

What is missing (``None``) equals nothing, has no order, and makes every sum with it missing; so does a division by
zero, which means that nothing was owed.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

Evaluate = Callable[[Mapping[str, Any]], Any]

_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda left, right: left / right if right else None,
}
_ORDER: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_CALLS: dict[str, Callable[[Any, Any], Any]] = {"days": lambda a, b: (b - a).days, "min": min, "max": max}


def compile_expression(tree: ast.expr) -> Evaluate:
    """A function from values by name to the expression's value. The tree has passed ``unit_of``."""
    match tree:
        case ast.Name(id=name):
            return lambda values: values.get(name)
        case ast.Constant(value=value):
            return lambda _: value
        case ast.BoolOp(op=ast.And(), values=parts):
            every = [compile_expression(part) for part in parts]
            return lambda values: all(part(values) for part in every)
        case ast.BoolOp(values=parts):
            some = [compile_expression(part) for part in parts]
            return lambda values: any(part(values) for part in some)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = compile_expression(operand)
            return lambda values: not inner(values)
        case ast.UnaryOp(operand=operand):
            positive = compile_expression(operand)
            return lambda values: None if (value := positive(values)) is None else -value
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _comparison(op, left, right)
        case ast.BinOp(left=left, op=op, right=right):
            return _with_both(_ARITHMETIC[type(op)], left, right, None)
        case ast.Call(func=ast.Name(id=name), args=[left, right]):
            return _with_both(_CALLS[name], left, right, None)
    raise TypeError(f"unchecked expression: {ast.dump(tree)}")


def _comparison(op: ast.cmpop, left: ast.expr, right: ast.expr) -> Evaluate:
    if isinstance(op, ast.In | ast.NotIn):
        assert isinstance(right, ast.List | ast.Tuple)  # noqa: S101 - checked by unit_of, for the type checker
        choices = {each.value for each in right.elts if isinstance(each, ast.Constant)}
        inner, wanted = compile_expression(left), isinstance(op, ast.In)
        return lambda values: (inner(values) in choices) is wanted
    if isinstance(op, ast.Eq | ast.NotEq):
        equal = _with_both(operator.eq, left, right, False)
        return equal if isinstance(op, ast.Eq) else lambda values: not equal(values)
    return _with_both(_ORDER[type(op)], left, right, False)


def _with_both(function: Callable[[Any, Any], Any], left: ast.expr, right: ast.expr, missing: Any) -> Evaluate:
    one, other = compile_expression(left), compile_expression(right)

    def evaluate(values: Mapping[str, Any]) -> Any:
        first, second = one(values), other(values)
        return missing if first is None or second is None else function(first, second)

    return evaluate
