"""
Arithmetic that an author writes in YAML, worked out exactly.

Only numbers, named values, ``+ - * / // % **``, brackets and a few functions: content is data, never code.
Values are :class:`fractions.Fraction`, so 0.1 × 3 is 0.3 and a key compares equal to what a learner typed.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction

_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: lambda a, b: Fraction(a // b),
    ast.Mod: operator.mod,
}
_FUNCTIONS: dict[str, Callable[..., Fraction | int]] = {
    "round": lambda x, places=Fraction(0): _rounded(x, int(places)),
    "ceil": math.ceil,
    "floor": math.floor,
    "min": min,
    "max": max,
    "abs": abs,
}


def evaluate(expression: str | float, values: Mapping[str, Fraction] | None = None) -> Fraction:
    """
    The exact value of an expression.

    Raises:
        ValueError: It is not arithmetic, names something unknown, or divides by zero; the message says which.
    """
    try:
        return _value(ast.parse(str(expression), mode="eval").body, values or {})
    except SyntaxError:
        raise ValueError(f"“{expression}”不是一个算式") from None
    except ZeroDivisionError:
        raise ValueError(f"“{expression}”里除以了 0") from None
    except (TypeError, RecursionError):
        raise ValueError(f"“{expression}”里的函数用错了，或者括号套得太深") from None


def _value(node: ast.expr, values: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int() | float() as number):
            # repr() of a float is the shortest text that means it: 0.1 is one tenth, not 0.1000…055.
            return Fraction(repr(number))
        case ast.Name(id=name):
            if name not in values:
                raise ValueError(f"算式里的 {name} 没有定义")
            return values[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, values)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return _power(_value(left, values), _value(right, values))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_value(left, values), _value(right, values))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS:
            return Fraction(_FUNCTIONS[name](*(_value(arg, values) for arg in args)))
    raise ValueError(f"算式里不能写“{ast.unparse(node)}”")


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1 or not 0 <= exponent <= 36:
        raise ValueError("乘方的指数只能是 0–36 的整数")
    if max(abs(base.numerator), base.denominator).bit_length() > 64:
        raise ValueError("乘方的底数太大，换一个小的")
    return base ** int(exponent)


def _rounded(value: Fraction, places: int) -> Fraction:
    """四舍五入, as people are taught it: Python's own round() would make 2.5 a 2."""
    if abs(places) > 36:
        raise ValueError("小数位数只能是 36 以内的整数")
    step = Fraction(10) ** -places
    size = math.floor(abs(value) / step + Fraction(1, 2)) * step
    return size if value >= 0 else -size
