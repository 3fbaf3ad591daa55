"""De minimis: 10% of the transaction value or of the total cost (UR 5(1), 5(4))."""

import numpy as np

from rvc.base.ratio import within
from rvc.base.span import Ints, Span


def small_enough(value: Span, transaction_value: Span, total_cost: Span, most: Ints) -> Ints:
    """Outcome of "not more than `most` basis points" of either base; any base will do.

    One base that is stated is enough to settle the answer; with neither, it stays open unless the net cost, below which
    total cost does not lie, is already large enough (reading 5).
    """
    either = transaction_value.known | total_cost.known
    price = transaction_value.as_stated().where(either, transaction_value)
    cost = total_cost.as_stated().where(either, total_cost)
    return np.maximum(within(value, price, most), within(value, cost, most))
