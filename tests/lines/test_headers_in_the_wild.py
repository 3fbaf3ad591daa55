"""Headers that suppliers and customs systems write: each is understood, in any case, accents and punctuation."""

import pytest

from rvc.lines.tables.columns_found import match_headers

HEADERS = [  # header; its field among materials, in a parts list, and among goods ("" where it means nothing there)
    ("Part Number", "part_number", "part_number", "good_id"),
    ("P/N", "part_number", "part_number", "good_id"),
    ("Part No", "part_number", "part_number", "good_id"),
    ("No. de Parte", "part_number", "part_number", "good_id"),
    ("Material", "part_number", "part_number", "good_id"),
    ("MaterialNumber", "part_number", "part_number", "good_id"),
    ("NUMPRODTERMINADO", "good_id", "part_number", "good_id"),
    ("NUMCOMPONENTE", "part_number", "part_number", ""),
    ("Description of Good(s)", "description", "description", "description"),
    ("DESCESPANOL", "description", "description", "description"),
    ("HTS", "hs", "hs", "hs"),
    ("HTSUS", "hs", "hs", "hs"),
    ("HTS Code", "hs", "hs", "hs"),
    ("Tariff Number", "hs", "hs", "hs"),
    ("Fracción", "hs", "hs", "hs"),
    ("Fracción arancelaria", "hs", "hs", "hs"),
    ("FRACCION_PT", "good_hs", "hs", "hs"),
    ("CANTIDADCONSUMO", "quantity", "", ""),
    ("UNI_MED_SALDOS", "uom", "", ""),
    ("COSTO_UNITARIO", "unit_value", "", ""),
    ("COSTO_TOTAL", "line_value", "", "total_cost"),
    ("PAISORIGEN", "origin", "origin", ""),
    ("Country of Origin", "origin", "origin", ""),
    ("Origin Criterion", "claim_criterion", "criterion", "claim_criterion"),
    ("Preference Criterion", "claim_criterion", "criterion", "claim_criterion"),
    ("Method of Qualification", "method", "method", "method"),
    ("Qualification Method", "method", "method", "method"),
    ("USMCA Origin Status", "originating", "originating", "originating"),
    ("Originating", "originating", "originating", "originating"),
    ("VNM", "vnm", "vnm", "vnm"),
    ("Nonoriginating Traced Value", "traced_value", "traced_value", ""),
    ("Net Cost", "net_cost", "net_cost", "net_cost"),
    ("Accumulation Value", "statement_amount", "accumulation_value", ""),
    ("Labor Value Content Requirement", "labor_value_content", "labor_value_content", ""),
    ("Blanket Period From", "claim_valid_from", "blanket_from", "claim_valid_from"),
    ("Blanket Period To", "claim_valid_to", "blanket_to", "claim_valid_to"),
    ("Producer (Yes/No)", "producer", "producer", ""),
    ("Certifier", "certifier", "certifier", ""),
    ("Certificado por", "certifier", "certifier", ""),
    ("Level", "level", "", ""),
    ("percentage sourced", "percentage_sourced", "percentage_sourced", ""),
]
PLAIN = str.maketrans("óÓ", "oO")


def field(table: str, header: str) -> str:
    """The field of a header in a kind of table."""
    found = match_headers(table, [header]).by_index.get(0)
    return found.name if found else ""


@pytest.mark.parametrize(("header", "materials", "parts", "goods"), HEADERS, ids=[row[0] for row in HEADERS])
def test_a_header_is_understood(header: str, materials: str, parts: str, goods: str) -> None:
    """A header leads to its field in each kind of table, without regard to case, accents, blanks and punctuation."""
    bare = header.translate(PLAIN).replace(" ", "").replace(".", "").replace("_", " ")
    for written in (header, header.upper(), header.lower(), header.translate(PLAIN), f" {header}: ", bare):
        found = tuple(field(table, written) for table in ("materials", "parts", "goods"))
        assert found == (materials, parts, goods), written
