"""The letter of credit of case 101, the bill of lading, and the bank's covering letter."""

from __future__ import annotations

from maker import page, register
from maker.page import pairs, signature, stamp, table
from maker.trade import LINES


def letter_of_credit(case: str, exhibit: str) -> None:
    fields = [
        ("27", "Sequence of total", "1/1"),
        ("40A", "Form of documentary credit", "IRREVOCABLE"),
        ("20", "Documentary credit number", "LC-0088-FIC"),
        ("31C", "Date of issue", "260721"),
        ("40E", "Applicable rules", "UCP LATEST VERSION"),
        ("31D", "Date and place of expiry", "261130 NINGBO"),
        ("50", "Applicant", "NIMMERLAND SPIELWAREN GMBH, ERFUNDENE KAISTRASSE 0, 20099 HAMBURG"),
        (
            "59",
            "Beneficiary",
            "NINGBO FICTITIOUS BRIGHT OTTER TOYS CO., LTD., NO. 0 IMAGINARY ROAD, BEILUN DISTRICT, NINGBO",
        ),
        ("32B", "Currency code, amount", "EUR 26880,00"),
        ("39A", "Percentage credit amount tolerance", "00/00"),
        ("41D", "Available with ... by ...", "EAST SEA DREAM BANK, NINGBO, BY PAYMENT AT SIGHT"),
        ("43P", "Partial shipments", "NOT ALLOWED"),
        ("43T", "Transhipment", "ALLOWED"),
        ("44E", "Port of loading", "NINGBO"),
        ("44F", "Port of discharge", "HAMBURG"),
        ("44C", "Latest date of shipment", "261110"),
        (
            "45A",
            "Description of goods",
            (
                "6,000 PCS WOODEN STACKING TOY OTTER TOWER, ORDER NSG-4471 OF 2026-07-06, FOB NINGBO"
                " INCOTERMS 2020"
            ),
        ),
        (
            "46A",
            "Documents required",
            (
                "+ SIGNED COMMERCIAL INVOICE IN 3 FOLD<br>+ PACKING LIST IN 3 FOLD<br>+ FULL SET OF CLEAN ON"
                " BOARD OCEAN BILLS OF LADING MADE OUT TO ORDER OF HANSA PHANTASIE BANK AG, MARKED FREIGHT"
                " COLLECT, NOTIFY APPLICANT<br>+ CERTIFICATE OF ORIGIN<br>+ Pre-shipment inspection"
                " certificate issued by Vermilion Gate Inspection Ltd. certifying inspection result: PASS"
            ),
        ),
        ("48", "Period for presentation", "14 DAYS AFTER SHIPMENT, WITHIN THE VALIDITY OF THE CREDIT"),
        ("49", "Confirmation instructions", "WITHOUT"),
        ("71D", "Charges", "ALL CHARGES OUTSIDE GERMANY ARE FOR ACCOUNT OF BENEFICIARY"),
        (
            "78",
            "Instructions to the paying bank",
            "DISCREPANT DOCUMENTS ARE HELD AT PRESENTER'S DISPOSAL UNLESS APPLICANT WAIVES IN WRITING",
        ),
    ]
    body = (
        "<p><b>HANSA PHANTASIE BANK AG</b> · Documentary credits · Copy for applicant</p><h1>MT 700 Issue of"
        " a documentary credit</h1>"
        + "".join(
            f"<p class=f><b>:{tag}:</b> {name}<br><span>{text}</span></p>" for tag, name, text in fields
        )
        + "<p class=small>Fictitious example: no such bank and no such credit exist.</p>"
    )
    css = "h1{font-size:12pt} .f{margin:0 0 1.3mm;break-inside:avoid} .f span{display:block;margin-left:12mm}"
    page.write(
        register.path(case, exhibit),
        "Letter of credit LC-0088-FIC",
        "Hansa Phantasie Bank AG",
        "2026-07-21T13:40:00+02:00",
        body,
        css,
        "LC-0088-FIC",
        font="Liberation Mono",
        sans="Liberation Mono",
    )


def bank_letter(case: str, exhibit: str) -> None:
    body = (
        '<p class=brand style="color:#6a1f3a">East Sea Dream Bank <span'
        " class=zh>东海梦银行（虚构）</span></p><p class=small>Trade services, Ningbo branch · 0 Harbour of"
        " Dreams Road, Ningbo</p><p style='margin-top:8mm'>Hansa Phantasie Bank AG<br>Documentary"
        " credits<br>Hamburg</p><p style='text-align:right'>Ningbo, 29 October 2026<br>By courier</p><h1"
        " style='font-size:13pt'>Presentation of documents under your credit LC-0088-FIC</h1>"
        + pairs(
            [
                ("Our reference", "ESD-BP-26-0771 (fictitious)"),
                ("Beneficiary", "Ningbo Fictitious Bright Otter Toys Co., Ltd."),
                ("Amount claimed", "EUR 26,880.00"),
                ("Tenor", "at sight"),
                ("Bill of lading", "FIC-771204, on board 28 October 2026"),
            ]
        )
        + "<p>We enclose the following documents for payment under the credit:</p>"
        + table(
            [
                ("Commercial invoice BO-4471", "3", "3"),
                ("Packing list", "3", "3"),
                ("Bill of lading FIC-771204", "3/3", "2"),
                ("Certificate of origin", "1", "1"),
                ("<b>Inspection certificate</b>", "<b>0</b>", "<b>0</b>"),
            ],
            ("Document", "Originals", "Copies"),
            right=(1, 2),
        )
        + "<p>The beneficiary informs us that the inspection certificate will follow. Please pay at sight in"
        " accordance with the terms of the credit, or inform us of your position within the time allowed by"
        " UCP 600.</p>" + f"<table class=sig><tr><td class=sign>{signature('K. Placeholder')}</td><td"
        f" class=sign>{signature('L. Placeholder')}</td></tr><tr><td class=line>K."
        " Placeholder<br>authorised signature</td>"
        "<td class=line>L. Placeholder<br>authorised signature</td></tr></table>"
        f'<p style="text-align:right">{stamp("RECEIVED 02 NOV 2026<br>HANSA PHANTASIE BANK", "#35507a", -4)}</p>'
    )
    page.write(
        register.path(case, exhibit),
        "Covering letter, documents under LC-0088-FIC",
        "Hansa Phantasie Bank AG",
        "2026-11-02T11:25:00+01:00",
        body,
        LINES + "table.pairs th{width:46mm;color:#666;font-weight:normal}",
        "ESD-BP-26-0771",
        font="Liberation Serif",
    )


def bill_of_lading(case: str, exhibit: str) -> None:
    def cell(label: str, text: str, span: str = "") -> str:
        return f"<td {span}><span class=l>{label}</span>{text}</td>"

    body = (
        "<table class=bl><tr>"
        + cell(
            "Shipper",
            "Ningbo Fictitious Bright Otter Toys Co., Ltd.<br>No. 0 Imaginary Road, Beilun District, Ningbo,"
            " China",
            "rowspan=2 style='width:50%'",
        )
        + '<td><span style="font-size:15pt;font-weight:bold;color:#123f66">NOWHERE OCEAN'
        " LINES</span><br><span class=small>a carrier that does not exist</span></td></tr><tr>"
        + cell("Bill of lading no.", "<b>FIC-771204</b><br>Copy, not negotiable, for the notify party")
        + "</tr><tr>"
        + cell("Consignee", "To order of Hansa Phantasie Bank AG")
        + cell("Export references", "NSG-4471 · LC-0088-FIC")
        + "</tr><tr>"
        + cell("Notify party", "Nimmerland Spielwaren GmbH<br>Erfundene Kaistrasse 0, 20099 Hamburg")
        + cell("Service", "CY/CY · freight collect")
        + "</tr><tr>"
        + cell("Ocean vessel, voyage", "<b>MV Imaginary Heron</b>, 044W")
        + cell("Port of loading", "Ningbo")
        + "</tr><tr>"
        + cell("Port of discharge", "Hamburg")
        + cell("Place of delivery", "Hamburg CY")
        + "</tr></table>"
        + "<table class=bl><tr><th>Container, seal</th><th>Packages</th><th>Description of goods, said to"
        ' contain</th><th>Gross weight</th><th>Measurement</th></tr><tr style="height:72mm"><td>NOLU'
        " 000000-0<br>Seal FIC 55120<br>1 x 20' GP</td><td>250 cartons</td><td>Wooden stacking toy \"Otter"
        ' Tower"<br>6,000 pcs, order NSG-4471<br>Marks: OTTER TOWER / NSG-4471 / C/NO.'
        " 001-250<br><br>Shipper's load, stow and count</td><td class=n>2,400.0 kg</td><td class=n>10.300"
        " m³</td></tr></table><table class=bl><tr>"
        + cell("Freight and charges", "Ocean freight and THC: collect")
        + cell("Number of originals", "Three (3)")
        + cell("Place and date of issue", "Ningbo, 28 October 2026")
        + "</tr></table>"
        '<p style="margin:5mm'
        f' 0">{stamp("SHIPPED ON BOARD<br>MV IMAGINARY HERON<br>28 OCT 2026", "#123f66", -5)}</p>'
        "<p>Shipped on board in apparent good order and condition, weight, measure, marks, quality, contents"
        " and value unknown.</p>"
        f"<table class=sig><tr><td class=sign>{signature('M. Placeholder')}</td></tr><tr><td class=line>M."
        " Placeholder, for the carrier Nowhere Ocean Lines</td></tr></table>"
    )
    css = (
        "table.bl{margin:0} table.bl td,table.bl th{border:.6pt solid #333;font-size:8.8pt}"
        " .l{display:block;font-size:6.6pt;color:#666;text-transform:uppercase}"
    )
    page.write(
        register.path(case, exhibit),
        "Bill of lading FIC-771204",
        "Nowhere Ocean Lines",
        "2026-10-28T21:30:00+08:00",
        body,
        css,
        "FIC-771204",
    )
