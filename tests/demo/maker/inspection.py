"""The inspection house's papers: reports in their sections.

Every figure of a sampling table or defect list comes from the case's own `case.yaml`, so that report and facts cannot
drift apart; the other sections are told here.
"""

# ruff: noqa: E501  (sentences and table rows stand whole on a line)
from __future__ import annotations

from typing import Any

from maker import page, register, stack
from maker.page import pairs, signature, stamp, table

HOUSE = "Vermilion Gate Inspection Ltd."
RED = "#b23a1e"
CSS = f"""
h1 {{ font-size: 20pt; letter-spacing: -.2pt; margin: 0 }}
h2 {{ background: {RED}; color: #fff; font-size: 10pt; padding: 1.1mm 2.2mm; margin: 5mm 0 1.5mm }}
h3 {{ color: {RED} }}
table.grid th {{ background: #f4e5df; border: .5pt solid #c9a79b; font-size: 8.2pt }}
table.grid td {{ border: .5pt solid #d3c0b9; font-size: 8.6pt }}
table.pairs th {{ width: 44mm; border-bottom: .5pt solid #ddd; font-weight: normal; color: #666; font-size: 8.6pt }}
table.pairs td {{ border-bottom: .5pt solid #ddd }}
.verdict {{ border: 1.6pt solid {RED}; padding: 2.5mm 4mm; margin: 4mm 0; font-size: 15pt; font-weight: bold; color: {RED} }}
.verdict.pass {{ border-color: #2c6b3f; color: #2c6b3f }} .verdict small {{ font-size: 9pt; font-weight: normal; color: #333; display: block }}
.fail {{ color: {RED}; font-weight: bold }} .ok {{ color: #2c6b3f; font-weight: bold }}
.photos {{ display: block }} figure {{ display: inline-block; width: 83mm; margin: 0 2mm 4mm 0; vertical-align: top; break-inside: avoid }}
figure img {{ width: 100%; max-height: 62mm; object-fit: contain; background: #eee; border: .5pt solid #ccc }}
figcaption {{ font-size: 7.6pt; line-height: 1.25; color: #333 }}
.head {{ border-bottom: 2pt solid {RED}; padding-bottom: 2mm; margin-bottom: 3mm }}
.head td {{ border: 0; padding: 0; vertical-align: bottom }} .brand {{ font-size: 12pt; font-weight: bold; color: {RED} }}
"""
GATE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 48" style="width:13mm;height:10mm">'
    f'<path d="M2 6 Q30 -1 58 6 L56 12 Q30 6 4 12Z M8 17h44v5H8z M13 12h7v36h-7z M40 12h7v36h-7z" fill="{RED}"/></svg>'
)


def letterhead(right: str) -> str:
    return (
        f'<table class=head><tr><td style="width:16mm">{GATE}</td><td><span class=brand>VERMILION GATE INSPECTION LTD.</span><br>'
        "<span class=small>朱门检验有限公司（虚构） · 0 Vermilion Gate Road, Nowhere Bay · Inspection body ISO/IEC 17020, FIC-0001</span></td>"
        f'<td style="text-align:right;white-space:nowrap;width:50mm" class=small>{right}</td></tr></table>'
    )


def _verdict(units: int, accept: int) -> str:
    return "<span class=ok>Within AQL</span>" if units <= accept else "<span class=fail>Beyond AQL</span>"


def _letter(level: str, sample: str) -> str:
    letters = {"20": "F", "125": "K", "200": "L", "315": "M"}
    return f"{level}, letter {letters[sample]}"


def sampling(scope: dict[str, Any], lot: str, names: str) -> str:
    """The sampling table of one scope, as reported."""
    rows = []
    for name in ("critical", "major", "minor"):
        c = scope["classes"].get(name)
        if c:
            aql = "not allowed" if c["aql"] == "not-allowed" else c["aql"]
            rows.append(
                (
                    name.capitalize(),
                    aql,
                    c["ac"],
                    c["re"],
                    c["units"],
                    c["defects"],
                    _verdict(int(c["units"]), int(c["ac"])),
                )
            )
    head = ("Class", "AQL", "Ac", "Re", "Nonconforming units", "Defects", "Result")
    intro = (
        f"<p><b>{names}.</b> Lot {page.money(lot)} pcs · level {_letter(scope['level'], scope['sample'])} · single sampling, "
        f"{scope.get('severity', 'normal')} inspection · sample drawn <b>n = {scope['sample']}</b></p>"
    )
    return intro + table(rows, head, right=(2, 3, 4, 5))


def report(case: str, index: int, told: dict[str, Any]) -> None:
    """Inspection report `index` of a case; `told` holds what is not in the case's facts."""
    facts = register.facts(case)
    entries = register.entries(case)
    it = facts["inspections"][index]
    order, quantity = facts["order"], it["quantity"]
    failed = it["conclusion"] == "Failed"
    issued = it["issued"]
    days = " and ".join(it["performed"])
    title = f"Inspection report {it['id']}"
    top = letterhead(
        f"Report <b>{it['id']}</b><br>final · issued {issued[:10]} {issued[11:16]} {issued[19:]}"
    )
    classes = [c for s in it["scopes"] for c in s["classes"].values()]
    body = [
        top,
        f"<h1>{'Re-inspection' if it['service'] == 're-inspection' else 'Pre-shipment inspection'} report</h1>",
    ]
    body.append(
        f'<div class="verdict{"" if failed else " pass"}">Overall conclusion: {it["conclusion"].upper()}'
        f"<small>{told['because']} The decision on the goods is the client's.</small></div>"
    )
    body.append("<h2>A  General information</h2>")
    body.append(
        pairs(
            [
                ("Client", facts["buyer"]["name"]),
                (
                    "Supplier",
                    f"{facts['supplier']['name']}<br><span class=zh>{facts['supplier']['name_zh']}</span>",
                ),
                (
                    "Place of inspection",
                    f"{', '.join(facts['supplier']['address'])} (the address on the order)",
                ),
                ("Purchase order", f"{order['number']} of {order['date']}"),
                ("Product", order["product"]),
                ("Item / specification", told["spec"]),
                (
                    "Service",
                    f"{it['service']}, {it['man_days']} man-day{'s' if it['man_days'] != '1' else ''}",
                ),
                ("Date of inspection", days),
                ("Inspectors", told["inspectors"]),
                ("Factory representative", told["factory"]),
                ("Reference sample", told["golden"]),
                ("Sampling standard", f"{it['standard']}, single sampling"),
            ]
        )
    )
    body.append("<h2>B  Inspection summary</h2>")
    body.append(
        table(
            [
                (a, f"<span class={'fail' if 'Failed' in b else 'ok'}>{b}</span>", c)
                for a, b, c in told["summary"]
            ],
            ("Section", "Result", "Note"),
        )
    )
    body.append("<div class=page></div>" + top + "<h2>C  Quantity</h2>")
    body.append(
        table(
            [
                (
                    page.money(quantity["ordered"]),
                    page.money(quantity["presented"]),
                    page.money(quantity["packed"]),
                    f"{int(quantity['packed']) / int(quantity['presented']):.1%}".replace("%", " %"),
                    quantity["cartons"],
                    quantity["cartons_opened"],
                )
            ],
            (
                "Ordered, pcs",
                "Presented, pcs",
                "Packed, pcs",
                "Packed of presented",
                "Cartons",
                "Cartons opened",
            ),
            right=(0, 1, 2, 3, 4, 5),
        )
    )
    body.append(
        f"<p class=small>Cartons opened, in the order of their red dots 1 to {quantity['cartons_opened']}: "
        f"{stack.opened(int(quantity['cartons']), int(quantity['cartons_opened']), *told['stack'])}. {told['quantity']}</p>"
    )
    body.append("<h2>D  Sampling and AQL result</h2>")
    for scope in it["scopes"]:
        names = (
            "Scope visual: appearance, workmanship, function"
            if scope["id"] == "visual"
            else f"Scope {scope['id']}: {told['test_name']}"
        )
        body.append(sampling(scope, quantity["presented"], names))
    body.append(
        "<p class=small>Each nonconforming unit is counted once, in its worst class; all its defects are counted in the column Defects. "
        "The samples of different scopes are separate draws and are not added together.</p>"
    )
    body.append("<h2>E  Workmanship: defects found</h2>")
    rows = [
        (
            d["id"],
            d["class"],
            d["title"],
            d["requirement"]["text"],
            d["units"],
            d["defects"],
            ", ".join(str(k) for k, e in enumerate(_photos(entries, issued), 1) if e["id"] in d["exhibits"])
            or "-",
        )
        for d in it["defects"]
    ]
    body.append(
        table(
            rows,
            ("Id", "Class", "Defect", f"Requirement ({told['spec']}, p. 2)", "Units", "Defects", "Photo"),
            right=(4, 5),
        )
    )
    body.append(f"<p class=small>{told['counted']}</p>")
    body.append("<div class=page></div>" + top + "<h2>F  On-site tests</h2>")
    body.append(
        table(told["tests"], ("Test", "Method and requirement", "Sample", "Failures", "Result"), right=(3,))
    )
    body.append("<h2>G  Product specification and measurement</h2>")
    body.append(
        table(
            told["measured"],
            ("Point", "Specified", "Tolerance", "Readings (5 pcs)", "Out of tolerance"),
            right=(4,),
        )
    )
    body.append("<h2>H  Packing, marking and labelling</h2>")
    body.append(table(told["packing"], ("Check", "Finding", "Result")))
    body.append("<h2>I  Client's special requirements</h2><p>" + told["special"] + "</p>")
    body.append("<h2>J  Remarks</h2><ol>" + "".join(f"<li>{r}</li>" for r in told["remarks"]) + "</ol>")
    body.append("<div class=page></div>" + top + "<h2>K  Photographs</h2><div class=photos>")
    for k, entry in enumerate(_photos(entries, issued), 1):
        taken = entry["captured"]
        body.append(
            f'<figure><img alt="" src="{page.photo(register.CASES / case / entry["file"], told.get("width", 560))}">'
            f"<figcaption><b>{k}</b>  {entry['title']}<br>taken {taken[:10]} {taken[11:19]} {taken[19:]}</figcaption></figure>"
        )
    body.append("</div><div class=page></div>" + top)
    body.append("<h2>L  Statement and disclaimer</h2>")
    body.append(
        "<p>This report gives our findings at the time and place of the inspection and for the units drawn. It does not release the seller from "
        "its duties under the contract of sale, nor does it replace the buyer's own examination. It is issued for the client named above; "
        "others may rely on it only with our written consent.</p><p>The figures of the draft left at the works and of this final report are the same "
        "unless section J says otherwise. Only the final report counts. Photographs are unaltered files of the camera named in section M.</p>"
    )
    body.append("<h2>M  Signatures</h2>")
    body.append(
        pairs(
            [
                ("Camera", "Fictitious Camera Co. FC-1, clock set to China time (+08:00) before work"),
                ("Draft left at the works", told["draft"]),
                ("Client's reference", order["number"]),
                ("Pages and photographs", f"this report with {len(_photos(entries, issued))} photographs"),
            ]
        )
    )
    receipt = (
        "acknowledges receipt of the draft, not liability"
        if told["signed"]
        else "read the draft and did not sign it"
    )
    names = told["inspectors"].split(" and ")
    body.append(
        "<table class=sig><tr>"
        + "".join(f"<td class=sign>{signature(n)}</td>" for n in [*names, "R. Reviewer"])
        + "</tr><tr>"
        + "".join(f"<td class=line>{n}<br>inspector</td>" for n in names)
        + "<td class=line>R. Reviewer<br>technical reviewer</td></tr>"
        f"<tr><td class=sign>{signature(told['factory'].split(',')[0]) if told['signed'] else stamp('NOT SIGNED', RED)}</td></tr>"
        f"<tr><td class=line>{told['factory']}<br>for the factory; {receipt}</td></tr></table>"
    )
    assert len(classes) >= 3
    page.write(
        register.path(case, it["exhibit"]),
        title,
        HOUSE,
        issued,
        "".join(body),
        CSS,
        f"{HOUSE} · {it['id']}",
        font="Carlito",
    )


def _photos(entries: dict[str, Any], issued: str) -> list[dict[str, Any]]:
    """The photographs that came with a report: the inspector's own, received on the day it was issued."""
    return [
        e
        for e in entries.values()
        if e["kind"] == "photo"
        and e["source"]["from"] == HOUSE
        and e["source"]["received"][:10] == issued[:10]
    ]
