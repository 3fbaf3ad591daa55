"""Tables of the regulations, copied by hand: HS editions, Table A.1, Table A.2, Table S."""

HS_2012 = {  # HS 2017 and 2022 six-digit codes that HS 2012 writes otherwise; those a test can draw
    "870121": "870120", "870122": "870120", "870123": "870120", "870124": "870120", "870129": "870120",
    "870191": "870190", "870192": "870190", "870193": "870190", "870194": "870190", "870195": "870190",
    "870220": "870210", "870230": "870290", "870240": "870290",
    "870340": "870390", "870350": "870390", "870360": "870390", "870370": "870390", "870380": "870390",
    "870441": "870421", "870442": "870422", "870443": "870423",
    "870451": "870431", "870452": "870490", "870460": "870490",
    "870822": "870829",
}  # fmt: skip

CATEGORIES = (  # Table A.2, column 1
    "engine", "transmission", "body_and_chassis", "axle", "suspension_system", "steering_system", "advanced_battery",
)  # fmt: skip

TABLE_A1 = (
    "840731", "840732", "840733", "840734", "840820", "840991", "840999", "850760", "870600", "870710", "870790",
    "870840", "870850", "870880", "870894",
)  # fmt: skip
TABLE_A1_NAMED = {"870829": "body_stamping", "870899": "chassis_frame"}  # printed "ex"
NAMED_BY_PLACE = {
    ("advanced_battery", "850760"): "traction_battery", ("traction_battery", "850760"): "traction_battery",
    ("cells", "850760"): "battery_cell", ("cells", "850790"): "battery_cell",
    ("transmission", "870840"): "gear_box", ("gear_box", "870840"): "gear_box",
    **{("body_and_chassis", code): name for code, name in TABLE_A1_NAMED.items()},
    **{
        (f"{kind}_panel_stampings", "870829"): "body_stamping"
        for kind in ("major_body", "secondary", "structural")
    },
}  # fmt: skip

STEEL = frozenset({
    "720825", "720826", "720827", "720836", "720837", "720838", "720839", "720851", "720852", "720853", "720854",
    "720915", "720916", "720917", "720918", "720925", "720926", "720927", "720928", "720990",
    "721030", "721049", "721069", "721090", "721114", "721119", "721123", "721220", "721230",
    "721320", "721399", "721430", "721491", "721499",
    "722530", "722540", "722550", "722591", "722592", "722599", "722691", "722692", "722699",
    "722720", "722790", "722810", "722820", "722830", "722860",
    "730630", "730650", "730661", "730669", "730690",
})  # fmt: skip
ALUMINUM_HEADINGS = frozenset({"7601", "7602", "7604", "7605", "7606", "7608"})
STAMPINGS = frozenset({"870829", "870899"})  # in both halves of Table S, "ex"


def hs_2012(written: str) -> str:
    """A code of any edition as HS 2012 digits."""
    digits = written.replace(".", "")
    known = HS_2012.get(digits[:6])
    return digits if known is None else known


def in_table_s(metal: str, code: str) -> bool:
    """Whether Table S lists the code for this metal; a stamping stands in both halves."""
    if code[:6] in STAMPINGS:
        return True
    return code[:6] in STEEL if metal == "steel" else code[:4] in ALUMINUM_HEADINGS


def named_good(core_part: str | None, component: str | None, hs: str | None) -> str | None:
    """The named good that a line is by its place in Table A.2 and its code."""
    code = (hs or "")[:6]
    return NAMED_BY_PLACE.get((core_part or "", code)) or NAMED_BY_PLACE.get((component or "", code))
