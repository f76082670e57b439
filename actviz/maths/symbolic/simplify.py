"""What differentiation leaves, made shorter where that keeps the digits."""

from __future__ import annotations

import sympy
from sympy import Expr

from actviz.maths.primitives import absolute, hypot, relu, signum, unit_step, x


def _absorb_steps(product: sympy.Mul) -> Expr:
    arguments = {node.args[0] for node in product.args if isinstance(node, relu)}
    return product.func(
        *(
            factor
            for factor in product.args
            if not (isinstance(factor, unit_step) and factor.args[0] in arguments)
        )
    )


def simplify(expression: Expr) -> Expr:
    """Cancel what differentiation leaves: |x| against sign(x), a root against its square.

    Besides printing shorter this keeps the digits: 1/(1+|x|) - |x|/(1+|x|)² loses them for large x.
    """
    if isinstance(expression, sympy.Piecewise):
        return sympy.Piecewise(*((simplify(value), where) for value, where in expression.args))
    # relu(u) 1[u > 0] is relu(u).
    expression = expression.replace(
        lambda node: isinstance(node, sympy.Mul) and node.has(relu) and node.has(unit_step),
        _absorb_steps,
    )
    if not expression.has(signum, hypot):
        return expression
    candidate = expression.replace(signum, lambda u: absolute(u) / u)
    above, below = sympy.fraction(sympy.together(candidate))
    for root in above.atoms(hypot):
        dummy = sympy.Dummy(positive=True)
        polynomial = sympy.Poly(sympy.expand(above.subs(root, dummy)), dummy)
        square = root.square()
        above = sympy.expand(
            sum(c * square ** (n // 2) * root ** (n % 2) for (n,), c in polynomial.terms())
        )
    candidate = sympy.factor(above / below)
    _, below = sympy.fraction(candidate)
    usable = below.subs(x, 0).subs({absolute(0): 0}) != 0
    return candidate if usable and candidate.count_ops() < expression.count_ops() else expression
