"""Headers of tables in the wild: each finds its field, or says that it does not and what to do."""

from collections import Counter

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rvc.base.errors import InputError
from rvc.lines.spelling import plain, spellings
from rvc.lines.tables.columns_found import best_table, explain, match_headers
from rvc.lines.tables.options import read_mapping
from rvc.lines.tables.table_fields import fields_of, tables
from rvc.lines.tables.values import decide_column

FILES = ("common", "goods", "materials", "parts", "labor", "metals", "ledger", "inventory", "payroll", "averaging")


def names(table: str, *headers: str, mapping: dict[str, str | None] | None = None) -> list[str]:
    """The fields found for some headers, "" for none."""
    found = match_headers(table, headers, mapping).by_index
    return [found[index].name if index in found else "" for index in range(len(headers))]


@pytest.mark.parametrize(
    ("table", "header", "name"),
    [
        ("materials", "Part Number", "part_number"),
        ("materials", "P/N", "part_number"),
        ("materials", "Part No", "part_number"),
        ("materials", "No. de Parte", "part_number"),
        ("materials", "Material", "part_number"),
        ("materials", "NUMPRODTERMINADO", "good_id"),
        ("materials", "NUMCOMPONENTE", "part_number"),
        ("parts", "Description of Good(s)", "description"),
        ("parts", "Description of Goods", "description"),
        ("materials", "DESCESPANOL", "description"),
        ("materials", "HTS", "hs"),
        ("materials", "HTSUS", "hs"),
        ("parts", "HTS Code", "hs"),
        ("parts", "Tariff Number", "hs"),
        ("materials", "Fraccion", "hs"),
        ("materials", "Fracción arancelaria", "hs"),
        ("goods", "FRACCION_PT", "hs"),
        ("materials", "FRACCION_PT", "good_hs"),
        ("materials", "CANTIDADCONSUMO", "quantity"),
        ("materials", "UNI_MED_SALDOS", "uom"),
        ("materials", "COSTO_UNITARIO", "unit_value"),
        ("materials", "COSTO_TOTAL", "line_value"),
        ("materials", "PAISORIGEN", "origin"),
        ("parts", "Country of Origin", "origin"),
        ("parts", "Origin Criterion", "criterion"),
        ("materials", "Preference Criterion", "claim_criterion"),
        ("parts", "Method of Qualification", "method"),
        ("parts", "Qualification Method", "method"),
        ("parts", "USMCA Origin Status", "originating"),
        ("materials", "Originating", "originating"),
        ("parts", "VNM", "vnm"),
        ("parts", "Nonoriginating Traced Value", "traced_value"),
        ("parts", "Net Cost", "net_cost"),
        ("parts", "Accumulation Value", "accumulation_value"),
        ("materials", "Accumulation Value", "statement_amount"),
        ("parts", "Labor Value Content Requirement", "labor_value_content"),
        ("parts", "Blanket Period From", "blanket_from"),
        ("parts", "Blanket Period To", "blanket_to"),
        ("materials", "Blanket Period From", "claim_valid_from"),
        ("parts", "Producer (Yes/No)", "producer"),
        ("materials", "Level", "level"),
        ("materials", "MaterialNumber", "part_number"),
        ("parts", "percentage sourced", "percentage_sourced"),
        ("parts", "% sourced", "percentage_sourced"),
        ("goods", "rates_CAD", "rates_CAD"),
    ],
)
def test_headers_of_the_wild(table: str, header: str, name: str) -> None:
    """Each header that people are known to write finds its field."""
    assert names(table, header) == [name]


@pytest.mark.parametrize("table", tables())
def test_every_field_is_found_by_its_own_name(table: str) -> None:
    """The names of a case are headers, each alone and all together."""
    fields = list(fields_of(table))
    assert names(table, *fields) == fields


def test_every_field_is_spelled_in_both_languages() -> None:
    """No field lacks a spelling in English and in Spanish."""
    spelled = {name: spellings(file)[name] for file in FILES for name in spellings(file)}
    known = {name for table in tables() for name in fields_of(table)}
    assert {name for name in known if not spelled.get(name, {}).get("en") or not spelled[name].get("es")} == set()
    assert set(spelled) <= known


@pytest.mark.parametrize("file", FILES)
def test_no_spelling_has_two_meanings(file: str) -> None:
    """Within a file of synonyms no two fields share a spelling."""
    pairs = {
        (plain(header), name) for name, said in spellings(file).items() for listed in said.values() for header in listed
    }
    assert [spelling for spelling, count in Counter(spelling for spelling, _ in pairs).items() if count > 1] == []


@given(st.data())
def test_case_accents_and_punctuation_do_not_matter(data: st.DataObject) -> None:
    """A spelling means the same in capitals, and with spaces and punctuation between its letters."""
    said = spellings("materials")
    name = data.draw(st.sampled_from([name for name in said if name in fields_of("materials")]))
    header = data.draw(st.sampled_from([*said[name]["en"], *said[name]["es"]]))
    sign = data.draw(st.sampled_from([" ", "_", ".", "  ", " - ", "\u00a0", "\n"]))
    assert names("materials", sign.join(header.upper().split())) == [name]


@pytest.mark.parametrize(
    ("header", "name", "currency"),
    [
        ("Unit Cost (USD)", "unit_value", "USD"),
        ("Unit Cost [US$]", "unit_value", "USD"),
        ("Unit Cost USD", "unit_value", "USD"),
        ("Unit Cost, MXN", "unit_value", "MXN"),
        ("Unit Cost (USD/EA)", "unit_value", "USD"),
        ("Costo unitario (M.N.)", "unit_value", "MXN"),
        ("Costo unitario en pesos", "unit_value", "MXN"),
        ("Unit Cost ($)", "unit_value", ""),
        ("Quantity (kg)", "quantity", ""),
    ],
)
def test_units_in_headers(header: str, name: str, currency: str) -> None:
    """A unit is taken out of the header, and a currency is kept."""
    (field,) = match_headers("materials", [header]).by_index.values()
    assert (field.name, field.currency) == (name, currency)


@pytest.mark.parametrize(
    "header",
    ["Unit Cost (USD thousands)", "Net Cost (miles de pesos)", "Unit Cost (%)", "Total Cost (each)", "Quantity (USD)"],
)
def test_a_unit_that_would_change_the_number_is_refused(header: str) -> None:
    """What is not understood beside an amount is a problem, and the column is not read."""
    matched = match_headers("materials", ["Part Number", header])
    assert [problem.code for problem in matched.problems] == ["column.unit"]
    assert (1 in matched.by_index, matched.problems[0].column) == (False, "B")


def test_an_order_of_dates_in_a_header() -> None:
    """A header that says how dates are written is believed."""
    matched = match_headers("parts", ["Blanket Period From (MM/DD/YYYY)"])
    assert decide_column(["01/02/2026"], matched.by_index[0]).values == ("2026-01-02",)


def test_missing_columns_show_the_way() -> None:
    """A column that is needed and not found: headers seen, the nearest, and a mapping that works."""
    (problem,) = match_headers("parts", ["Artikel", "HTS"]).problems
    assert problem.code == "column.missing"
    assert '"Artikel", "HTS"' in problem.text
    start = yaml.safe_load(problem.params["mapping"])
    assert start == {"Artikel": "part_number"}
    assert names("parts", "Artikel", "HTS", mapping=start) == ["part_number", "hs"]


def test_what_is_given_elsewhere_is_not_missing() -> None:
    """Facts of options take the place of columns."""
    assert match_headers("parts", ["P/N"], given={"hs"}).problems == ()


def test_two_columns_of_one_field_are_refused() -> None:
    """Neither is read, and the mapping shown settles it."""
    headers = ["P/N", "Part Number", "HTS"]
    matched = match_headers("parts", headers)
    assert matched.ambiguous == {"part_number": (0, 1)}
    assert [problem.code for problem in matched.problems] == ["column.ambiguous"]
    start = yaml.safe_load(matched.problems[0].params["mapping"])
    assert names("parts", *headers, mapping=start) == ["part_number", "", "hs"]


def test_two_descriptions_are_no_problem() -> None:
    """Of columns that decide nothing the first is taken, and the other is said to be left out."""
    matched = match_headers("parts", ["P/N", "HTS", "DESCESPANOL", "Description"])
    assert (matched.index("description"), matched.left_out, matched.problems) == (2, (3,), ())


def test_a_mapping_wins() -> None:
    """A mapping is taken before what is known, leaves columns out, and may name a currency."""
    mapping = {"hts": "part_number", "P/N": None, "Cost": "unit_value (CAD)"}
    matched = match_headers("materials", ["HTS", "P/N", "Cost"], mapping)
    assert [field.name for field in matched.by_index.values()] == ["part_number", "unit_value"]
    assert (matched.by_index[2].currency, matched.left_out, matched.problems) == ("CAD", (1,), ())


def test_a_mapping_to_no_field_is_a_problem() -> None:
    """A slip in a mapping is named with the nearest field."""
    problem = match_headers("materials", ["P/N", "Cost"], {"Cost": "unit_valeu"}).problems[0]
    assert (problem.code, problem.params["nearest"]) == ("column.mapped", "unit_value")


def test_a_mapping_file_to_start_from_reads_back(tmp_path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """The mapping offered is YAML that gives the same columns."""
    matched = match_headers("materials", ["P/N", 'Says "so": é', "Unit Cost (USD)"])
    path = tmp_path / "map.yaml"
    path.write_text(matched.mapping, encoding="utf-8")
    again = match_headers("materials", matched.headers, read_mapping(path))
    assert dict(again.by_index) == dict(matched.by_index)


@pytest.mark.parametrize("content", ["- a\n- b\n", "a: {b: c}\n", "a: &x b\n"])
def test_a_mapping_file_of_another_form_is_refused(tmp_path, content: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Only header: field is read."""
    path = tmp_path / "map.yaml"
    path.write_text(content)
    with pytest.raises(InputError):
        read_mapping(path)


def test_every_column_is_explained() -> None:
    """Each column says what became of it, with examples of what was read."""
    headers = ["P/N", "Unit Cost", "Foo Bar", "VNM", "VNM", "", "UoM", "Unit"]
    matched = match_headers("materials", headers)
    columns = {1: decide_column(["1.234,50", "2,5"], matched.by_index[1])}
    told = explain(matched, columns)
    assert [item.column for item in told] == list("ABCDEFGH")
    assert [item.code.rpartition(".")[2] for item in told] == [
        "unread", "comma", "unmatched", "ambiguous", "ambiguous", "no_header", "unread", "left_out",
    ]  # fmt: skip
    assert told[1].examples == (("1.234,50", "1234.50"), ("2,5", "2.5"))
    assert all(item.how for item in told)


def test_the_table_is_known_by_its_headers() -> None:
    """Of the kinds of table, the one that understands most headers is found."""
    assert best_table(["P/N", "HTS", "Tariff Shift", "Blanket Period From", "Producer"])[0] == "parts"
    assert best_table(["No. de parte", "Nivel", "Cantidad", "Costo unitario"])[0] == "materials"


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), max_size=6), st.sampled_from(tables()))
def test_any_headers_are_answered(headers: list[str], table: str) -> None:
    """Whatever stands in a header row, there is an answer, and every column is accounted for."""
    matched = match_headers(table, headers)
    explain(matched, {})
    assert matched.mapping
    assert all(str(problem) for problem in matched.problems)


@pytest.mark.parametrize("table", sorted(tables()))
def test_the_best_table_counts_every_column_that_it_understands(table: str) -> None:
    """Each spelling of a field, with and without units, a rate and blanks: none is passed over as no header."""
    listed = [
        header
        for file in FILES
        for spelled in spellings(file).values()
        for several in spelled.values()
        for header in several
    ]
    written = [*fields_of(table), *listed, "rates_CAD", " rates  CAD ", "", "anything else", "12.5"]
    for name in written:
        for header in (name, f" {name.upper()} (USD)", f"{name} (USD/EA)", f"{name} in USD", f"{name} %"):
            assert best_table([header], [table]) == (table, match_headers(table, [header]).score), header
