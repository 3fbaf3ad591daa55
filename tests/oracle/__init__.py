"""A second opinion: the regulations read literally, one good at a time, in exact fractions. Slow on purpose.

Nothing here knows the engine. The law's figures are written out again by hand, so that an error in the law data shows.
"""

from tests.oracle.judge import AlternativeOpinion, Opinion, PartOpinion, RuleOpinion, judge

__all__ = ["AlternativeOpinion", "Opinion", "PartOpinion", "RuleOpinion", "judge"]
