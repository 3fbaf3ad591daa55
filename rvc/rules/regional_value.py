"""Regional value content: (NC - VNM) / NC or (TV - VNM) / TV, not less than the staged requirement (UR 7(2), 7(3))."""

import numpy as np

from rvc.base.ratio import Requirement, left_over
from rvc.base.span import Ints, Span


def by_net_cost(net_cost: Span, vnm: Span, required: Requirement) -> Ints:
    """Outcome of the net cost method, UR 7(3)."""
    return left_over(net_cost, vnm, required)


def by_transaction_value(transaction_value: Span, vnm: Span, required: Requirement) -> Ints:
    """Outcome of the transaction value method, UR 7(2)."""
    return left_over(transaction_value, vnm, required)


def adjusted(price: Span, shipping: Ints, packing: Ints, pre_shipment: Ints) -> Span:
    """Transaction value without international shipment (UR 1): what is inside goes out, what lacks comes in."""
    if not (shipping.any() or packing.any() or pre_shipment.any()):
        return price
    lowered = price.less(shipping + packing)
    rest = np.where(price.unbounded, 0, pre_shipment)
    return lowered + Span.exact(rest)
