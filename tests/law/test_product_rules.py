"""The product rules: what the words of an alternative say in codes and percentages, its structure says (UR 13)."""

import re
import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "rvc" / "law" / "usmca" / "product_rules"
RULES: list[dict[str, Any]] = [
    rule for path in sorted(FOLDER.glob("*.toml")) for rule in tomllib.loads(path.read_text("utf-8"))["rule"]
]
PAIRS = [(rule, item) for rule in RULES for item in rule["alternative"]]
PAIR_NAMES = [f"{rule['hs'][0]}-{number}" for rule in RULES for number, _ in enumerate(rule["alternative"])]
each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule["hs"][0] for rule in RULES])
each_alternative = pytest.mark.parametrize(("rule", "item"), PAIRS, ids=PAIR_NAMES)

RULE_KEYS = {"hs", "describes", "cite", "named_goods", "text", "alternative"}
MUST_KEYS = {"uses", "goods", "cite", "text", "change"}
MAY_KEYS = {"features", "without_features", "net_cost", "transaction_value", "only_if", "doubt", "blocks"} | {
    *("open_schedule", "open_point", "open_transaction_value"),
    *("start", "end"),
}
CHANGE_KEYS = {"other", "outside", "also_from", "exceptions", "none_required", "no_part"}


def _each(codes: str, entry: str = "*") -> dict[str, str]:
    return dict.fromkeys(codes.split(), entry)


# The figures of UR 13, 14, 15 and 20, first stage to last, and the provision that puts each in place of a printed one.
FIGURES = {
    "vehicle.light": ("66 69 72 75", ""),
    "vehicle.heavy": ("60 64 70", ""),
    "core.net_cost": ("66 69 72 75", "14(13)"),
    "core.transaction_value": ("76 79 82 85", "14(13)"),
    "table_b.net_cost": ("62.5 65 67.5 70", "UR 14(15)"),
    "table_b.transaction_value": ("72.5 75 77.5 80", "UR 14(15)"),
    "table_c.net_cost": ("62 63 64 65", "UR 14(17)"),
    "table_c.transaction_value": ("72 73 74 75", "UR 14(17)"),
    "table_d.net_cost": ("60 64 70", "UR 15(2)"),
    "table_d.transaction_value": ("70 74 80", "UR 15(2)"),
    "table_e.net_cost": ("50 54 60", "UR 15(3)"),
    "table_e.transaction_value": ("60 64 70", "UR 15(3)"),
    "other_vehicle.20_2": ("62.5", ""),
    "other_vehicle.20_3": ("60", ""),
    "62.5%": ("62.5", "UR 20(2)(h)"),
    "60%": ("60", "UR 20(3)"),
}
ITEMS = {  # US tariff items of the print, and the treaty's names for them
    **_each("8482.99.05 8482.99.15 8482.99.25", "8482.99.aa"),
    **_each("8503.00.35 8503.00.45 8503.00.65", "8503.00.aa"),
    **_each("8548.10.05 8548.10.15", "8548.10.aa"),
    **_each("8414.90.30", "8414.90.aa"),
    **_each("8415.90.40", "8415.90.aa"),
    **_each("8536.50.40", "8536.50.aa"),
    **_each("8538.90.40", "8538.90.aa"),
}
EXPLAINED_CODES = {
    # The words except goods that no code tells: an alternative leaves out the whole subheading, another blocks.
    "chapter 84, rule 50(A)": ({"8415.20-8415.83", "8415.10", "8415.90"}, {"8415.20-8415.83", "8415.90.aa"}),
    "chapter 84, rule 50(B)": ({"8415.20-8415.83", "8415.10", "8415.90"},),
    "chapter 85, rule 17(A)": ({"8507.90 battery_cell"},),
    "chapter 85, rule 63": ({"8529.90"}, set()),
    "chapter 85, rule 85(A)": ({"8538.90"}, {"8538.90.10", "8538.90.30", "8538.90.60"}),
    "chapter 85, rule 88(A)": ({"8538.90"}, {"8538.90.10", "8538.90.30", "8538.90.60"}),
    "chapter 85, rule 89(A)": ({"8538.90"}, set()),
    "chapter 85, rule 112": ({"8523.52", "8523.59"}, set()),
}
BY_WEIGHT = "second period, (b)"  # 7305-7307: 70 percent is a weight, and no level of "any other" is printed

PRINTED = tuple(
    _each("""
    4009.11 4009.12 4009.21 4009.22 4009.31 4009.32 4009.41 4009.42 4010-4011 4016.10-4016.95 4016.99 7003-7008
    7009.10-7009.91 7206-7207 7208-7216 7217 7218-7222 7223 7224-7228 7229 7305-7307 7319-7320 7601 7602 7603 7604
    7605 7606 7607 7608-7609 8301.10-8301.50 8301.60-8301.70 8302-8304 8407.10-8407.29 8407.31-8407.34 8407.90
    8408.10 8408.20 8408.90 8409.10 8409.91 8409.99 8413.11-8413.82 8413.91 8413.92 8414.30 8414.59-8414.80 8414.90
    8415.20-8415.83 8415.90 8421.19-8421.39 8421.99 8479.89 8481.10-8481.30 8481.40-8481.80 8481.90 8482.10-8482.80
    8482.91-8482.99 8483.10 8483.20 8483.30 8483.40-8483.90 8501 8503 8505.11-8505.20 8505.90 8507.10-8507.50
    8507.60 8507.80 8507.90 8511.10-8511.80 8511.90 8512.10-8512.40 8512.90 8519.20-8519.89 8527.12-8527.99 8536.50
    8536.90 8537 8538.10-8538.90 8539.10-8539.49 8543.70 8544.11-8544.60 8548.10 9029.10-9029.20 9029.90 9031.80
    9031.90 9032.89 9032.90 9401.10-9401.80 9401.90 8701.10 8701.20 8701.30-8701.90 8702.10-8702.90 8703.10
    8703.21-8703.90 8704.10 8704.21 8704.22-8704.23 8704.31 8704.32-8704.90 87.05 87.06 87.07 8708.10 8708.21
    8708.29 8708.30 8708.40 8708.50 8708.70 8708.80 8708.91 8708.92 8708.93 8708.94 8708.95 8708.99
    """)
)

_CODE = r"\d{4}\.\d{2}(?:\.(?:\d{2}|[a-z]{2}))?|\d{2}\.\d{2}(?!\d)|\b\d{4}\b"
_DATE = re.compile(r"(July 1|June 30), \d{4}")
_TRANSACTION = re.compile(r"([\d.]+)(?:%| percent) (?:where|under) the transaction value method")
_ITS_OWN_GROUP = re.compile("outside that group|except from any subheading within|any other (tariff item|good within)")
_PERCENT = re.compile(r"([\d.]+)(?:%| per ?cent)")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _codes(words: str) -> set[str]:
    """Codes of the words, a run of them as one ("8482.10-8482.80"), US items by the treaty's names."""
    runs = re.findall(rf"({_CODE})(?: through ({_CODE}))?", _DATE.sub("", words))
    return {f"{first}-{last}" if last else ITEMS.get(first, first) for first, last in runs}


def _sides(text: str) -> tuple[str, str]:
    good, _, materials = text.partition(" from ")
    return good, materials


def _bounds(code: str) -> tuple[int, int]:
    """'8708.10' and '87.06' as the first and last six digits that they hold."""
    first, _, last = code.replace(".", "").partition("-")
    return int(first.ljust(6, "0")), int((last or first).ljust(6, "9"))


def _within(inner: str, outer: str) -> bool:
    (low, high), (least, most) = _bounds(inner), _bounds(outer)
    return least <= low and high <= most


@each_rule
def test_keys_are_closed(rule: dict[str, Any]) -> None:
    """A rule, an alternative and a change have the keys of the format and no others."""
    assert set(rule) == RULE_KEYS
    for item in rule["alternative"]:
        assert set(item) >= MUST_KEYS
        assert set(item) <= MUST_KEYS | MAY_KEYS
        assert item["change"]
        assert set(item["change"]) <= CHANGE_KEYS
        assert set(item["goods"]) <= {"*", "other", *rule["named_goods"]}
        assert ("open_schedule" in item) == ("open_point" in item)
        assert ("blocks" in item) == ("doubt" in item)


@each_alternative
def test_words_of_an_alternative_stand_in_its_rule(rule: dict[str, Any], item: dict[str, Any]) -> None:
    """The text of an alternative is part of the verbatim text of its rule."""
    assert len(item["text"]) > len("a change")
    assert _plain(item["text"]) in _plain(rule["text"])


@each_alternative
def test_codes_of_words_and_structure_agree(rule: dict[str, Any], item: dict[str, Any]) -> None:
    """The materials' codes in the words are those of the change, and the other way round."""
    good, materials = _sides(item["text"])
    said = _codes(materials)
    if _ITS_OWN_GROUP.search(materials):
        said |= {ITEMS.get(code, code) for code in _codes(good)}
    change = item["change"]
    kept = {code for name in ("outside", "also_from", "exceptions") for code in change.get(name, ())}
    explained = EXPLAINED_CODES.get(item["cite"].partition("Schedule 1 (GN 11(o)), ")[2].partition(";")[0], (said,))
    assert kept == explained[-1 if item.get("blocks", False) else 0], rule["hs"]


@each_alternative
def test_level_of_words_and_structure_agree(rule: dict[str, Any], item: dict[str, Any]) -> None:
    """'No required change' is none_required, 'any other heading' is heading, 'outside that group' is outside."""
    text, change = item["text"], item["change"]
    none = bool(re.search(r"no (required )?change in tariff classification", text, re.IGNORECASE))
    assert change.get("none_required", False) is none, rule["hs"]
    _, materials = _sides(text)
    level = re.search(r"any other (chapter|heading|subheading)(?!, except from any subheading within)", materials)
    if none or re.search("outside that group|any other tariff item", materials):
        assert "other" not in change
    elif level:
        assert change["other"] == level[1]
    else:
        assert item["cite"].endswith(BY_WEIGHT) or change["outside"] == ["8539.10-8539.49"]


@each_alternative
def test_percentages_of_words_and_structure_agree(rule: dict[str, Any], item: dict[str, Any]) -> None:
    """A printed percentage is the structure's, stage by stage or the last one, unless `cite` names what replaces it."""
    text = item["text"]
    printed = {
        "transaction_value": set(_TRANSACTION.findall(text)),
        "net_cost": set(_PERCENT.findall(_TRANSACTION.sub("", text))),
    }
    if item["cite"].endswith(BY_WEIGHT):
        assert printed == {"transaction_value": set(), "net_cost": {"70"}}
        return
    for method, figures in printed.items():
        name = item.get(method, "")
        steps, provision = FIGURES.get(name, (name.removesuffix("%"), ""))
        stages = steps.split()
        if name and figures in ({*stages}, {stages[-1]}):
            continue
        if not name and not figures:
            continue
        assert figures, (rule["hs"], method)
        if name:
            assert provision
            assert provision in item["cite"]
        else:
            assert method == "transaction_value"
            assert "UR 20(" in item["cite"]


def test_rules_do_not_overlap() -> None:
    """No code has two rules, so that none displaces another."""
    codes = [code for rule in RULES for code in rule["hs"]]
    for one, other in combinations(codes, 2):
        (low, high), (least, most) = _bounds(one), _bounds(other)
        assert high < least or most < low, (one, other)


@pytest.mark.parametrize("printed", PRINTED)
def test_every_printed_rule_is_held(printed: str) -> None:
    """The ends of each printed range have a rule, and that rule's words name the range."""
    for end in {printed.partition("-")[0], printed.rpartition("-")[2]}:
        found = [rule for rule in RULES if any(_within(end, code) or _within(code, end) for code in rule["hs"])]
        assert found, end
        for rule in found:
            assert {_digits(code) for code in _codes(rule["text"])} & {_digits(printed), _digits(end)}, rule["hs"]


def _digits(code: str) -> str:
    return code.replace(".", "")


@each_rule
def test_no_rule_without_print(rule: dict[str, Any]) -> None:
    """Every code of the data lies in a printed range."""
    for code in rule["hs"]:
        assert any(_within(code, printed) for printed in PRINTED)
