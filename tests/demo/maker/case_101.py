"""Case 101, Otter Tower: everything its papers and messages say beyond the case's facts."""

# ruff: noqa: E501  (sentences and table rows stand whole on a line)
from __future__ import annotations

from maker import certificates, credit, inspection, mail, orders, register, trade, wechat
from maker.mail import Mail
from maker.wechat import Line

CASE = "psi-2026-101-otter-tower"
SEAL = "9900000044711"
PACKAGE = tuple(f"E{k}" for k in range(1, 17))

REPORT = {
    "because": "Test T1 (EN 71-1 tension) failed; the visual sample is beyond AQL on major. Other sections conform.",
    "spec": "NS-OT-03 rev. 2", "inspectors": "G. Placeholder", "factory": "D. Placeholder, sales director",
    "golden": "present, seal FIC-04471 intact", "signed": True, "test_name": "EN 71-1 tension and small parts, 90 N",
    "summary": [("C Quantity", "Conforming", "100 % packed"), ("D/E Workmanship", "Failed", "major 16 units, Ac 10"), ("F On-site tests", "Failed", "T1: 3 of 20, accept on zero"),
                ("G Specification", "Conforming", ""), ("H Packing and marking", "Conforming", ""), ("I Special requirements", "Conforming", "warning text in German present")],
    "stack": (3, {4: (0, 1), 11: (2, 0), 16: (3, 2)}), "quantity": "All goods finished and packed; cartons drawn over the whole stack.",
    "counted": "Of the 16 units with a major defect, one carries two paint chips and one two places with splinters, hence 18 major defects. Of the nine minor units, those with glue residue show it in seven places, hence 12 minor defects.",
    "tests": [("T1 tension, small parts", "EN 71-1 8.4, 90 N for 10 s; loose part in cylinder 8.2", "20 (S-3)", "3", '<span class=fail>Failed</span>'),
              ("Print, adhesive tape", "no ink on the tape", "5", "0", '<span class=ok>Pass</span>'), ("Carton drop", "10 drops from 60 cm, no damage to the goods", "1 carton", "0", '<span class=ok>Pass</span>'),
              ("Barcode", "scans as on the order", "10", "0", '<span class=ok>Pass</span>'), ("Ring order", "rings fit on the stack in each order", "20", "0", '<span class=ok>Pass</span>')],
    "measured": [("Height, mm", "118", "±2", "118.3 117.6 118.0 118.4 117.9", "0"), ("Base diameter, mm", "92", "±1", "92.2 91.8 92.0 92.1 91.7", "0"), ("Peg diameter, mm", "12.4", "±0.2", "12.3 12.4 12.4 12.5 12.3", "0"),
                 ("Weight, g", "268", "±15", "271 264 266 275 262", "0")],
    "packing": [("Export carton", "5-ply, 24 pcs, 43 x 33 x 29 cm, 9.6 kg", "Conforming"), ("Gift box", "intact, no misprint", "Conforming"), ("Shipping marks", "OTTER TOWER, NSG-4471, C/NO. 001-250", "Conforming"),
                ("Labels", "CE mark, batch 2610-FIC, importer's address, age from 18 months", "Conforming")],
    "special": "Warning and importer's address in German on box and product: present on all pieces drawn.",
    "remarks": ["The peg holes of the three pieces that failed T1 show little glue (photo 3: piece 12).", "The lot stayed at the works, quarantined at our request, when we left.",
                "The factory signed the draft and wrote: \"received, will check\"."],
    "draft": "VGI-26-10417-D, 2026-10-22 16:30 +08:00, signed by the factory; same figures", "width": 520,
}  # fmt: skip


def documents() -> None:
    inspection.report(CASE, 0, REPORT)
    certificates.tension_record(CASE, "E16")
    certificates.readings(CASE, "E34")
    certificates.certificate(CASE, "E5", {
        "number": "VGI-26-02093", "issued": "2026-02-26T18:00:00+08:00", "client": "Nimmerland Spielwaren GmbH", "supplier": "Ningbo Fictitious Bright Otter Toys Co., Ltd.",
        "order": "NSG-3902", "product": "Otter Tower, wooden stacking toy, from 18 months", "day": "2026-02-25", "lot": "4,800 pcs",
        "rows": [("Visual, critical", "200", "not allowed", "0", "1", "0", "Within AQL"), ("Visual, major", "200", "2.5", "10", "11", "4", "Within AQL"), ("Visual, minor", "200", "4.0", "14", "15", "6", "Within AQL"),
                 ("T1 EN 71-1 tension, small parts", "20", "not allowed", "0", "1", "0", "Pass")],
    })  # fmt: skip
    orders.purchase_order(CASE, "E2", {
        "brand": "NIMMERLAND SPIELWAREN", "payment": "30 % deposit, 70 % letter of credit at sight (clause 5)",
        "item": "Article NS-OT-03, four rings, one head, natural base; for retail in Germany, Christmas season", "packing": "24 pcs a carton, gift box each; marks OTTER TOWER / NSG-4471 / C/NO.",
        "documents": "Commercial invoice, packing list, full set of bills of lading, certificate of origin, pre-shipment inspection certificate.",
        "order_note": "Annex A (specification NS-OT-03) and annex B (quality and inspection) are part of this order.",
        "terms_2": [("1", "Scope", "These terms and the annexes apply; Seller's own terms do not."), ("2", "Price", "Prices are fixed, packed, FOB Ningbo, Incoterms 2020."),
                    ("3", "Safety", "The toy meets Directive 2009/48/EC and EN 71 parts 1 to 3. Seller holds the test reports."), ("4", "Changes", "No change of material, paint, glue or works without Buyer's written consent."),
                    ("5", "Payment", ""), ("6", "Documents", "Documents under the credit are presented through the banks within 14 days after shipment."), ("7", "Passing of risk", "As FOB, Incoterms 2020."),
                    ("8", "Notices", "Notices are given by e-mail to the addresses on page 1.")],
        "page_3": orders.annex_b, "buyer_signs": "C. Platzhalter", "signed_buyer": "Hamburg, 6 July 2026", "seller_signs": "D. Placeholder", "signed_seller": "Ningbo, 8 July 2026",
        "seal": SEAL, "created": "2026-07-08T17:05:00+08:00",
    })  # fmt: skip
    orders.specification(CASE, "E3", {
        "brand": "NIMMERLAND SPIELWAREN", "number": "NS-OT-03", "revision": "revision 2 of 10 July 2026", "orders": "NSG-4471 and later", "received": "13 July 2026", "drawing": "tower", "tolerance": "±1",
        "materials": [("Base, pegs", "beech, 8-10 % moisture", "natural, waxed"), ("Rings", "beech", "water-based paint to EN 71-3"), ("Head", "beech", "painted, printed face"), ("Glue", "PVAc D3, hole filled to two thirds", "")],
        "more": [("No sharp point or edge.", "<b>critical</b>"), ("Colours within delta E 2 of the golden sample.", "minor")],
        "tests": [("Tension", "EN 71-1 8.4: 90 N for 10 s on each peg and ring", "no part comes off that fits the small parts cylinder"), ("Torque", "EN 71-1 8.3: 0.34 Nm", "no part comes off"), ("Migration", "EN 71-3", "limits of category III"), ("Drop", "EN 71-1 8.5: 5 drops from 85 cm", "no small part, no sharp edge")],
        "packing": "Gift box each, 24 to a carton, 5-ply.", "revisions": [("1", "2025-11-20", "first issue"), ("2", "2026-07-10", "glue filling of peg holes stated")], "created": "2026-07-13T16:50:00+08:00",
    })  # fmt: skip
    orders.golden_sample(CASE, "E4", {
        "brand": "NIMMERLAND SPIELWAREN", "spec": "NS-OT-03, revision 2", "sample": "two pieces from the pre-series of 15 July 2026", "seal_no": "FIC-04471", "approved": "24 July 2026", "countersigned": "29 July 2026", "production": "17 August 2026",
        "kept": "one with Buyer in Hamburg, one with Seller in Ningbo", "picture": "golden-otter.jpg",
        "checked": [("Dimensions", "within tolerance", "C. Platzhalter"), ("Paint and print", "as approved", "C. Platzhalter"), ("Tension 90 N, 10 s, one further piece", "held", "D. Placeholder")],
        "seal": SEAL, "created": "2026-08-03T15:52:00+02:00",
    })  # fmt: skip
    bank = {
        "bank": "Hansa Phantasie Bank AG",
        "address": "Wolkenufer 0, 20099 Hamburg · a bank that does not exist",
        "colour": "#35507a",
    }
    trade.payment_advice(CASE, "E17", bank | {
        "rows": [("Ordering party", "Nimmerland Spielwaren GmbH"), ("Beneficiary", "Ningbo Fictitious Bright Otter Toys Co., Ltd."), ("Beneficiary's bank", "East Sea Dream Bank, Ningbo"), ("Executed", "2026-07-09 10:12 +02:00"),
                 ("Remittance information", "NSG-4471 DEPOSIT 30 PCT OF EUR 38,400.00")], "currency": "EUR", "amount": "11520.00", "reference": "HPB-260709-00311", "title": "Payment advice, deposit EUR 11,520.00", "created": "2026-07-09T10:12:00+02:00"})  # fmt: skip
    credit.letter_of_credit(CASE, "E18")
    credit.bill_of_lading(CASE, "E24")
    credit.bank_letter(CASE, "E25")
    trade.invoice(CASE, "E28", {
        "house": "Vermilion Gate Inspection Ltd.", "address": "0 Vermilion Gate Road, Nowhere Bay", "colour": inspection.RED, "word": "Invoice", "number": "VGI-INV-10417", "currency": "EUR", "created": "2026-10-23T08:55:00+02:00",
        "head": [("Client", "Nimmerland Spielwaren GmbH"), ("Report", "VGI-26-10417"), ("Date", "2026-10-23")], "rows": [("Pre-shipment inspection, man-days 21 and 22 October 2026", "2", "185.00", "370.00"), ("<b>Total</b>", "", "", "<b>370.00</b>")],
        "note": "Paid by card on 23 October 2026, 08:52 (Hamburg).", "stamp": "PAID 23 OCT 2026"})  # fmt: skip
    trade.invoice(CASE, "E29", {
        "house": "Nowhere Ocean Lines", "address": "0 Tide Street, Hamburg · a carrier that does not exist", "colour": "#123f66", "word": "Freight invoice", "number": "NOL-3381", "currency": "EUR", "created": "2026-10-30T15:58:00+01:00",
        "head": [("Payer", "Nimmerland Spielwaren GmbH"), ("Bill of lading", "FIC-771204, MV Imaginary Heron, Ningbo to Hamburg"), ("Date", "2026-10-30")], "rows": [("Ocean freight, 1 x 20' GP", "1", "1,780.00", "1,780.00"), ("Terminal handling Hamburg", "1", "370.00", "370.00"), ("<b>Total</b>", "", "", "<b>2,150.00</b>")],
        "note": "Freight collect, payable on receipt. Receipt: paid by instant transfer on 30 October 2026, 15:30 (Hamburg).", "stamp": "PAID 30 OCT 2026", "font": "Liberation Sans"})  # fmt: skip
    trade.quote(CASE, "E30", {"house": "Elbe Fable Warehousing GmbH", "address": "Sagenkai 0, 20457 Hamburg", "colour": "#2d5b4a", "number": "EFW-2610-88", "date": "30 October 2026", "intro": "Bonded storage of one 20' GP on our customs warehouse, from arrival:",
                              "rows": [("Bonded storage, 250 cartons", "per day", "38.00"), ("Planned stay", "days", "21")], "note": "Valid until 31 December 2026. Handling in and out is included.", "signs": "R. Platzhalter", "created": "2026-10-30T14:55:00+01:00"})  # fmt: skip
    trade.quote(CASE, "E31", {"house": "Elbe Fable Recycling GmbH", "address": "Sagenkai 0a, 20457 Hamburg", "colour": "#4a5b2d", "number": "EFR-2610-31", "date": "30 October 2026", "intro": "Destruction under customs supervision of wooden toys, with certificate:",
                              "rows": [("Shredding and disposal, supervised", "per piece", "0.42"), ("Quantity asked", "pieces", "6,000")], "note": "Valid until 31 January 2027.", "signs": "S. Platzhalter", "created": "2026-10-30T16:05:00+01:00"})  # fmt: skip
    trade.margin_sheet(CASE, "E32")
    trade.cost_report(CASE, "E33", {"house": "NIMMERLAND SPIELWAREN", "heading": "Return cost report, wooden toys", "intro": "Returns from retailers and consumers over twelve months: refund, freight back, handling, replacement.",
                                    "parts": [{"heading": "Returned pieces", "units": 1250, "amount": "6500.00", "count": "Pieces"}], "currency": "EUR", "season": "toys", "first": (2025, 10), "note": "Source: returns ledger, accounts 4711 and 4712, October 2025 to September 2026.", "by": "N. Platzhalter, Controlling", "on": "23 October 2026", "created": "2026-10-23T09:50:00+02:00"})  # fmt: skip
    wechat.screenshot(register.path(CASE, "E21"), "亮獭玩具 D. Placeholder", "09:21", [
        Line("time", "Sat, 24 Oct 08:58"), Line("us", "Dear D., our e-mail of Friday 18:00, Hamburg time (Saturday 00:00 in Ningbo), about report VGI-26-10417: please answer it by e-mail."), Line("them", "邮件看到了。周末工厂有人在，我先问一下质检。"),
        Line("time", "09:20"), Line("them", "我们内部质检没有发现问题。\nOur internal QC found no problem."), Line("them", "货柜已经订好了，请按原计划安排。"),
    ], ("D", "C"))  # fmt: skip
    _mails()


def _mails() -> None:
    buyer = "C. Platzhalter <qs@nimmerland.example>"
    options = """Options (A resolves most, D least):
  A  Rework of all 6,000 pieces, tension test, re-inspection by Vermilion Gate
     under tightened inspection before release, at your cost; by 2026-11-20
  B  Sort and ship only conforming pieces; by 2026-11-13
     (a 90 N test of every piece destroys it, so that we do not see how)
  C  Replacement with order NSG-4602; by 2027-02-26
  D  Price reduction by credit note"""
    thread = {m.exhibit: m for m in (
        Mail("E19", "2026-10-22T19:46:00+08:00", "Vermilion Gate Reports <reports@vermilion-gate.example>", "qs@nimmerland.example", "VGI-26-10417 final report - NSG-4471 - Failed",
             f"Dear C. Platzhalter,\n\nthe final report VGI-26-10417 on order NSG-4471 was issued today at 19:40 (+08:00). Overall conclusion: FAILED.\nReport, test record T1, the readings of the force gauge and ten photographs lie in your download area. The files and their digests:\n\n{mail.listing(CASE, ('E1', 'E16', 'E34', *[f'E{k}' for k in range(6, 16)]), ours=False)}\n\nVermilion Gate Inspection Ltd.\nReports desk"),
        Mail("E20", "2026-10-23T18:00:00+02:00", buyer, "sales@bright-otter.example", "Corrective Action Request — PO NSG-4471 — Failed Inspection 2026-10-22", f"""Dear D. Placeholder,

Reference: report VGI-26-10417 of Vermilion Gate Inspection Ltd., final, issued
2026-10-22 19:40 +08:00. Report attached.

Findings, ISO 2859-1:1999, lot 6,000 pieces presented:
  critical  test T1, EN 71-1 8.4, S-3, n = 20: 3 pieces, Ac 0      FAIL
  critical  visual, level II, n = 200: 0 units, Ac 0               pass
  major     visual, AQL 2.5, n = 200: 16 units, Ac 10              FAIL
  minor     visual, AQL 4.0, n = 200: 9 units, Ac 14               pass
The lot is classified: Fail.

Financial impact: the small-part failure concerns the whole lot and the test
destroys the piece. The price of the lot is EUR 38,400.00. On the major class
alone: 16 / 200 x 6,000 = 480 pieces at EUR 5.20 = EUR 2,496.00 (not added).

Please keep the lot where it is and answer by e-mail within 48 hours, that is
by 2026-10-25 17:00 (+01:00, Hamburg) = 2026-10-26 00:00 (北京时间) = 16:00 UTC:
  1. root cause of each failed class
  2. corrective action
  3. timeline
  4. responsible person
We will use your response to determine which of the options is open.

{options}

请于 2026 年 10 月 26 日 00:00（北京时间）前以邮件回复上述四项。

Attachments and their digests:
{mail.listing(CASE, PACKAGE)}

All rights are reserved.
C. Platzhalter, Head of product safety
Nimmerland Spielwaren GmbH""", attached=PACKAGE),
        Mail("E22", "2026-10-24T11:30:00+02:00", buyer, "sales@bright-otter.example", "Re: Corrective Action Request — PO NSG-4471 — Failed Inspection 2026-10-22", """Dear D. Placeholder,

you wrote on WeChat today at 15:20 (+08:00): "Our internal QC found no problem."

Please state which findings of report VGI-26-10417 you dispute, by defect id
(D1 to D6), with your own records for each.

We offer a joint re-inspection with both sides present on 28 October 2026 at
your works, drawn and counted by Vermilion Gate Inspection Ltd.; the visual
sample again at level II, test T1 on 20 further pieces.

Please reply by e-mail within 48 hours, by 2026-10-26 10:30 (+01:00) = 17:30
(北京时间) = 09:30 UTC. Until then the lot stays where it is.

请按缺陷编号（D1 至 D6）说明贵司有异议的检验结果，并附贵司记录。

C. Platzhalter""", answers=("E20",)),
        Mail("E23", "2026-10-25T10:05:00+01:00", buyer, "sales@bright-otter.example", "OBJECTION TO SHIPMENT — PO NSG-4471 — Failed Inspection 2026-10-22", """Dear D. Placeholder,

you wrote that a container is booked. We object to shipment of the goods of order
NSG-4471. Do not ship any part of the lot inspected under VGI-26-10417. No release
has been given, and no certificate with the result PASS exists.

我方明确反对装运订单 NSG-4471 的货物。请勿装运。

All rights are reserved.
C. Platzhalter, Head of product safety""", answers=("E20", "E22"), quoted="none"),
        Mail("E27", "2026-10-30T09:12:00+01:00", "Nowhere Ocean Lines <notices@nowhere-ocean.example>", "qs@nimmerland.example", "Loading notice FIC-771204 MV Imaginary Heron 044W", """Dear customer,

your shipment under bill of lading FIC-771204 was loaded on board MV Imaginary
Heron, voyage 044W, at Ningbo on 28 October 2026. A copy is attached. Freight is
collect; our invoice NOL-3381 follows today and is payable on receipt.

Nowhere Ocean Lines, Hamburg""", attached=("E24",)),
        Mail("E26", "2026-11-02T17:30:00+01:00", buyer, "credits@hansa-phantasie.example", "LC-0088-FIC — do not waive discrepancies", f"""Dear Sir or Madam,

credit LC-0088-FIC, EUR 26,880.00. Documents were presented today. According to the
covering letter there is no inspection certificate among them. Field 46A requires a
"Pre-shipment inspection certificate issued by Vermilion Gate Inspection Ltd.
certifying inspection result: PASS".

As applicant we instruct you in writing: do not waive any discrepancy. Please examine
the documents and give notice of refusal within the time of UCP 600.

For your file: the inspection report VGI-26-10417 is attached.
{mail.listing(CASE, ("E1",))}

C. Platzhalter, Nimmerland Spielwaren GmbH""", attached=("E1",)),
    )}  # fmt: skip
    mail.write(CASE, thread)
