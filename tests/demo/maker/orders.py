"""Purchase orders, specifications and golden-sample records: what was agreed before anything was made.

Clauses quoted by a case are taken from its facts by reference, so that the page says them word for word.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from maker import drawings, page, register
from maker.page import pairs, seal, signature, table

PICTURES = Path(__file__).resolve().parents[1] / "pictures"

HAMBURG = (
    "Liberation Serif",
    (
        "h1{font-weight:normal;font-size:19pt} h2{font-variant:small-caps;font-size:12pt;border-bottom:.6pt"
        " solid #234}table.grid th,table.grid td{border-bottom:.5pt solid #99a} table.grid"
        " th{border-bottom:1pt solid #234} .brand{color:#234a6b;font-size:14pt;letter-spacing:1.5pt}"
    ),
)
DENVER = (
    "Carlito",
    (
        "h1{font-size:21pt;color:#7a4a12} h2{color:#7a4a12} table.grid th{background:#7a4a12;color:#fff}"
        " table.grid td{border-bottom:.5pt solid #ccb}.brand{font-size:13pt;font-weight:bold;color:#7a4a12}"
    ),
)
LEEDS = (
    "Liberation Sans",
    (
        "h1{font-size:16pt} h2{font-size:10pt;text-transform:uppercase;letter-spacing:.6pt} table.grid"
        " th{border-top:1.2pt solid #000;border-bottom:.6pt solid #000}table.grid td{border-bottom:.4pt solid"
        " #bbb} .brand{font-size:13pt;font-weight:bold;letter-spacing:3pt}"
    ),
)
LOOKS = {"EUR": HAMBURG, "USD": DENVER, "CNY": LEEDS}


def clause(facts: dict[str, Any], ref: str) -> str:
    """The words of a clause as the case quotes them."""
    return next(c["text"] for c in facts["order"]["clauses"] if c["ref"] == ref)


def _terms(facts: dict[str, Any], terms: list[tuple[str, str, str]]) -> str:
    return "".join(f"<h3>{n}. {name}</h3><p>{text or clause(facts, n)}</p>" for n, name, text in terms)


def _signed(facts: dict[str, Any], told: dict[str, Any], kind: str = "合同专用章") -> str:
    supplier = facts["supplier"]
    return (
        "<div style='position:relative;break-inside:avoid;margin-top:9mm'><table class=sig><tr><td"
        f" class=sign>{signature(told['buyer_signs'], '#222')}</td><td"
        f" class=sign>{signature(told['seller_signs'])}</td></tr><tr><td class=line>for"
        f" {facts['buyer']['name']}<br>{told['buyer_signs']}, {told['signed_buyer']}</td><td class=line>for"
        f" {supplier['name']}<br><span class=zh>{supplier['name_zh']}</span><br>{told['seller_signs']},"
        f" {told['signed_seller']}</td></tr></table>"
        + seal(supplier["name_zh"], kind, told["seal"], style="right:14mm;top:-9mm")
        + "</div>"
    )


def purchase_order(case: str, exhibit: str, told: dict[str, Any]) -> None:
    facts = register.facts(case)
    order, buyer, supplier = facts["order"], facts["buyer"], facts["supplier"]
    font, css = LOOKS[facts["currency"]]
    total = f"{int(order['quantity']) * int(order['unit_price'].replace('.', '')) / 100:.2f}"
    top = (
        f"<p class=brand>{told['brand']}</p><p class=small>{', '.join(buyer['address'])} ·"
        f" {buyer['contact']['email']}</p>"
    )
    body = [top, f"<h1>{told.get('word', 'Purchase order')} {order['number']}</h1>"]
    body.append(
        pairs(
            [
                ("Date", order["date"]),
                (
                    "Seller",
                    (
                        f"{supplier['name']}<br><span class=zh>{supplier['name_zh']}</span><br>USCC"
                        f" {supplier['uscc']}<br>{', '.join(supplier['address'])}<br>{supplier['contact']['email']}"
                    ),
                ),
                ("Buyer", f"{buyer['name']}, {', '.join(buyer['address'])}"),
                ("Delivery", f"{order['incoterm']}, Incoterms 2020"),
                ("Delivery date", clause(facts, "Delivery date")),
                ("Payment", told["payment"]),
            ]
        )
    )
    body.append(
        table(
            [
                (
                    "1",
                    f"{order['product']}<br><span class=small>{told['item']}</span>",
                    f"{page.money(order['quantity'])} pcs",
                    f"{facts['currency']} {order['unit_price']}",
                    f"{facts['currency']} {page.money(total)}",
                ),
                ("", "<b>Total</b>", "", "", f"<b>{facts['currency']} {page.money(total)}</b>"),
            ],
            ("Pos.", "Article", "Quantity", "Unit price", "Amount"),
            right=(2, 3, 4),
        )
    )
    body.append(
        f"<h2>Packing and marks</h2><p>{told['packing']}</p><h2>Documents</h2><p>{told['documents']}</p>"
    )
    body.append(f"<p>{told['order_note']}</p>")
    body.append(
        "<div class=page></div>"
        + top
        + f"<h2>Terms of order {order['number']}</h2>"
        + _terms(facts, told["terms_2"])
    )
    body.append("<div class=page></div>" + top + told["page_3"](facts) + _signed(facts, told))
    page.write(
        register.path(case, exhibit),
        f"Purchase order {order['number']}",
        buyer["name"],
        told["created"],
        "".join(body),
        css,
        f"Order {order['number']}",
        told.get("size", "A4"),
        font,
    )


def annex_b(facts: dict[str, Any]) -> str:
    return (
        "<h2>Annex B: quality and inspection</h2><p>This annex is part of order NSG-4471.</p>"
        f"<h3>B.1 Sampling inspection</h3><p>{clause(facts, 'Annex B, B.1')}</p>"
        + table(
            [("Critical", "not allowed"), ("Major", "2.5"), ("Minor", "4.0")],
            ("Class of nonconformity", "AQL"),
        )
        + f"<h3>B.2 Toy safety</h3><p>{clause(facts, 'Annex B, B.2')}</p><h3>B.3 Inspector</h3><p>The"
        " inspection is carried out by Vermilion Gate Inspection Ltd. at Seller's works when all goods are"
        " finished and at least 80 % are packed. Seller gives seven days' notice and free"
        " access.</p><h3>B.4 Reference</h3><p>Specification NS-OT-03 in its current revision and the"
        " golden sample sealed by both parties.</p>"
    )


def terms_3(facts: dict[str, Any]) -> str:
    return _terms(
        facts,
        [
            ("9", "Inspection", ""),
            (
                "10",
                "Reference sample",
                (
                    "The golden sample sealed by both parties and specification LN-T20 in its current"
                    " revision are the reference for appearance and function."
                ),
            ),
            ("11", "Records", "Seller keeps its production and inspection records for three years."),
            (
                "12",
                "Authorised signatory",
                (
                    "For Seller, B. Placeholder (柏占位), Export manager, signs confirmations under this"
                    " order with Seller's contract seal. For Buyer, A. Placeholder signs."
                ),
            ),
            ("13", "Written form", "Changes to this order are made in writing. E-mail is writing."),
        ],
    )


def annex_1(facts: dict[str, Any]) -> str:
    return (
        "<h2>Annex 1 to order FML-0917: inspection</h2><h3>1.1 Inspector</h3><p>Vermilion Gate Inspection"
        " Ltd. inspects at the Seller's works when the goods are finished and at least 80 % are"
        f" packed.</p><h3>1.2 Sampling</h3><p>{clause(facts, 'Annex 1, 1.2')}</p>"
        + table([("Critical", "not allowed"), ("Major", "1.5"), ("Minor", "4.0")], ("Class", "AQL"))
        + "<h3>1.3 Reference</h3><p>Specification FM-DL-2 in its current revision and the golden sample"
        " sealed by both parties.</p><h3>1.4 Report</h3><p>The final report of the inspector is sent to the"
        " Buyer, who passes it on to the Seller.</p>"
    )


def specification(case: str, exhibit: str, told: dict[str, Any]) -> None:
    """Three pages: the article with its drawing, the requirements word for word, tests and packing."""
    facts = register.facts(case)
    font, css = LOOKS[facts["currency"]]
    seen: dict[str, str] = {}
    for inspection in facts["inspections"]:
        for defect in inspection["defects"]:
            seen.setdefault(defect["requirement"]["text"], defect["class"])
    body = [f"<p class=brand>{told['brand']}</p><h1>Specification {told['number']}</h1>"]
    body.append(
        pairs(
            [
                ("Article", facts["order"]["product"]),
                ("Revision", told["revision"]),
                ("Orders", told["orders"]),
                ("Released by", f"{facts['buyer']['contact']['name']}, {facts['buyer']['contact']['title']}"),
                ("Received by Seller", told["received"]),
            ]
        )
    )
    body.append(
        f"<h2>1 Drawing</h2><p class=c>{getattr(drawings, told['drawing'])()}</p><p class=small>Dimensions in"
        f" millimetres; general tolerance {told['tolerance']}.</p>"
    )
    body.append("<h2>2 Materials</h2>" + table(told["materials"], ("Part", "Material", "Finish")))
    body.append(
        "<div class=page></div><h2>3 Requirements and classes of nonconformity</h2><p>A unit that does not"
        " meet a requirement is nonconforming in the class given. Seen under 600 lux, without"
        " magnification.</p>"
    )
    rows = [*((text, f"<b>{cls}</b>") for text, cls in seen.items()), *told["more"]]
    body.append(
        table(
            [(f"3.{k}", text, cls) for k, (text, cls) in enumerate(rows, 1)], ("No.", "Requirement", "Class")
        )
    )
    body.append(
        "<div class=page></div><h2>4 Tests</h2>" + table(told["tests"], ("Test", "Method", "Accepted"))
    )
    body.append(
        f"<h2>5 Packing</h2><p>{told['packing']}</p><h2>6 Revisions</h2>"
        + table(told["revisions"], ("Revision", "Date", "Change"))
    )
    body.append(
        f"<table class=sig><tr><td class=sign>{signature(facts['buyer']['contact']['name'], '#222')}</td><td"
        f" class=sign>{signature(facts['supplier']['contact']['name'])}</td></tr><tr><td class=line>released:"
        f" {facts['buyer']['contact']['name']}</td><td class=line>received:"
        f" {facts['supplier']['contact']['name']}, {told['received']}</td></tr></table>"
    )
    page.write(
        register.path(case, exhibit),
        f"Specification {told['number']}",
        facts["buyer"]["name"],
        told["created"],
        "".join(body),
        css,
        f"{told['number']} · {told['revision']}",
        told.get("size", "A4"),
        font,
    )


def golden_sample(case: str, exhibit: str, told: dict[str, Any]) -> None:
    facts = register.facts(case)
    font, css = LOOKS[facts["currency"]]
    supplier = facts["supplier"]
    body = (
        f"<p class=brand>{told['brand']}</p><h1>Golden sample approval</h1>"
        + pairs(
            [
                ("Article", facts["order"]["product"]),
                ("Specification", told["spec"]),
                ("Order", facts["order"]["number"]),
                ("Sample", told["sample"]),
                ("Seal", f"<b>{told['seal_no']}</b>, tamper tape, signed by both parties"),
                ("Approved", told["approved"]),
                ("Production planned from", told["production"]),
                ("Where the two pieces are", told["kept"]),
            ]
        )
        + '<p><img alt="" style="width:112mm;border:.6pt solid #999"'
        f' src="{page.photo(PICTURES / told["picture"], 900)}"><br>'
        f"<span class=small>The approved sample, {told['approved']}. Computed picture.</span></p>"
        + "<h2>Checked against the specification</h2>"
        + table(told["checked"], ("Point", "Result", "By"))
        + "<p>The sample shows the quality that each piece of the order has to meet. It does not replace the"
        " specification.</p>"
        + "<div style='position:relative;break-inside:avoid'><table class=sig><tr>"
        + f"<td class=sign>{signature(facts['buyer']['contact']['name'], '#222')}</td><td"
        f" class=sign>{signature(supplier['contact']['name'])}</td></tr><tr><td"
        f" class=line>{facts['buyer']['contact']['name']}<br>{facts['buyer']['name']}<br>{told['approved']}</td><td"
        f" class=line>{supplier['contact']['name']}<br><span"
        f" class=zh>{supplier['name_zh']}</span><br>{told['countersigned']}</td></tr></table>"
        + seal(supplier["name_zh"], "质检专用章", told["seal"], 34, style="right:20mm;top:-4mm")
        + "</div>"
    )
    page.write(
        register.path(case, exhibit),
        f"Golden sample approval {told['spec']}",
        facts["buyer"]["name"],
        told["created"],
        body,
        css,
        told["seal_no"],
        told.get("size", "A4"),
        font,
        margin="13mm 16mm 15mm 18mm",
    )
