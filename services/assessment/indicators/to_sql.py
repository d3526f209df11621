"""Expressions as SQL over the columns of ``facts``: for counting everything anew in one pass.

Says the same as ``to_python``, which counts one fact at a time as it changes; the nightly comparison of the two is the
proof. Names are columns and were checked; texts are quoted here.
"""

import ast

_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_ORDER: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_CALLS = {
    "days": "({1} - {0})",
    # Unlike Python's, LEAST and GREATEST pass over what is missing.
    "min": "CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN LEAST({0}, {1}) END",
    "max": "CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN GREATEST({0}, {1}) END",
}


def to_sql(tree: ast.expr) -> str:
    """The expression in SQL. The tree has passed ``unit_of``."""
    match tree:
        case ast.Name(id=name):
            return f'"{name}"'
        case ast.Constant(value=str() as text):
            return _quoted(text)
        case ast.Constant(value=number):
            return str(number)
        case ast.BoolOp(op=op, values=parts):
            joined = " AND " if isinstance(op, ast.And) else " OR "
            return f"({joined.join(to_sql(part) for part in parts)})"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return f"(NOT {to_sql(operand)})"
        case ast.UnaryOp(operand=operand):
            return f"(-{to_sql(operand)})"
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _comparison(op, left, right)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return f"({to_sql(left)}::numeric / NULLIF({to_sql(right)}, 0))"
        case ast.BinOp(left=left, op=op, right=right):
            return f"({to_sql(left)} {_ARITHMETIC[type(op)]} {to_sql(right)})"
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _CALLS[name].format(*(to_sql(each) for each in arguments))
    raise TypeError(f"unchecked expression: {ast.dump(tree)}")


def _comparison(op: ast.cmpop, left: ast.expr, right: ast.expr) -> str:
    one = to_sql(left)
    if isinstance(op, ast.In | ast.NotIn):
        assert isinstance(right, ast.List | ast.Tuple)  # noqa: S101 - checked by unit_of, for the type checker
        within = f"coalesce({one} IN ({', '.join(to_sql(each) for each in right.elts)}), false)"
        return within if isinstance(op, ast.In) else f"(NOT {within})"
    if isinstance(op, ast.Eq | ast.NotEq):
        equal = f"coalesce({one} = {to_sql(right)}, false)"
        return equal if isinstance(op, ast.Eq) else f"(NOT {equal})"
    return f"coalesce({one} {_ORDER[type(op)]} {to_sql(right)}, false)"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
