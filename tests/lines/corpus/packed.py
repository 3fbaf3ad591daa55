"""Workbooks packed by hand, for what spreadsheet programs write seldom, wrongly or with ill intent.

Beside this file: libreoffice.xlsx and libreoffice.ods, every kind of cell as LibreOffice 7.4 saves it.
"""

import zipfile
from pathlib import Path

MAIN = 'xmlns="urn:main"'
LINK = 'xmlns:r="urn:relation"'
RELATION = "urn:relation"
RELATIONS = 'xmlns="urn:relations"'
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{word}:1.0"'
    for name, word in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "draw": "drawing",
    }.items()
)


def pack(path: Path, parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A ZIP file of these parts."""
    with zipfile.ZipFile(path, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def xlsx_parts(
    rows: str, *, after: str = "", book: str = "", formats: tuple[str, ...] = (), strings: str = ""
) -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet; style 1 and up show numbers by the formats given."""
    own = "".join(f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(formats)))
    links = "".join(
        f'<Relationship Id="r{at}" Type="{RELATION}/{kind}" Target="{path}"/>'
        for at, (kind, path) in enumerate(
            {"worksheet": "worksheets/sheet1.xml", "styles": "/xl/styles.xml", "sharedStrings": "strings.xml"}.items()
        )
    )
    return {
        "_rels/.rels": f'<Relationships {RELATIONS}><Relationship Id="m" Type="{RELATION}/officeDocument"'
        f' Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f"<Relationships {RELATIONS}>{links}</Relationships>",
        "xl/workbook.xml": f'<workbook {MAIN} {LINK}>{book}<sheets><sheet name="S" sheetId="1" r:id="r0"/></sheets>'
        "</workbook>",
        "xl/styles.xml": f'<styleSheet {MAIN}><numFmts>{own}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        "xl/strings.xml": f"<sst {MAIN}>{strings}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{rows}</sheetData>{after}</worksheet>",
    }


def ods_parts(tables: str, *, styles: str = "", generator: str = "Other/1.0") -> dict[str, str | bytes]:
    """The parts of a workbook with these tables."""
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        "meta.xml": f'<m:meta xmlns:m="urn:x"><m:generator>{generator}</m:generator></m:meta>',
    }


def ods_table(rows: str) -> str:
    """A table named S."""
    return f'<table:table table:name="S">{rows}</table:table>'
