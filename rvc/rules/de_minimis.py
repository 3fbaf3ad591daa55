"""De minimis: 10% of the transaction value or of the total cost (UR 5(1), 5(4))."""

import numpy as np

from rvc.base.ratio import within
from rvc.base.span import Ints, Span


def small_enough(value: Span, transaction_value: Span, total_cost: Span, most: Ints) -> Ints:
    """Outcome of "not more than `most` basis points" of either base; any base will do.

    A base that is not stated is a span, so it can leave the answer open but never settles it.
    """
    return np.maximum(within(value, transaction_value, most), within(value, total_cost, most))
