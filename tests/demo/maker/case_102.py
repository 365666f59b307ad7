"""Case 102, tumblers: everything its papers and messages say beyond the case's facts."""

# ruff: noqa: E501  (sentences and table rows stand whole on a line)
from __future__ import annotations

from typing import Any

import yaml

from maker import (
    certificates,
    footage,
    inspection,
    mail,
    money_102,
    orders,
    register,
    sorting,
    talk_102,
    wechat,
)
from maker.mail import Mail
from maker.wechat import Line

CASE = "psi-2026-102-tumblers"
SEAL = "9900000022071"
PACKAGE = tuple(f"E{k}" for k in range(1, 20))

TESTS = [("Leak, upside down 5 min", "no drop", "125", "0", '<span class=ok>Pass</span>'), ("Heat, 6 h", "above 60 °C from 95 °C", "3", "0", '<span class=ok>Pass</span>'), ("Print, adhesive tape", "no ink on the tape", "5", "0", '<span class=ok>Pass</span>'),
         ("Carton drop", "10 drops from 60 cm", "1 carton", "0", '<span class=ok>Pass</span>'), ("Barcode", "scans as on the order", "10", "0", '<span class=ok>Pass</span>')]  # fmt: skip
MEASURED = [
    ("Height, mm", "173", "±1", "173.2 172.8 173.0 173.1 172.9", "0"),
    ("Rim, mm", "90", "±0.5", "90.1 89.9 90.0 90.2 89.8", "0"),
    ("Weight, g", "362", "±10", "360 364 358 366 361", "0"),
    ("Volume, ml", "591", "±10", "590 593 588 592 591", "0"),
]
REPORT = {
    "because": "The sample is beyond AQL on major. Other sections conform.", "spec": "LN-T20 rev. C", "inspectors": "G. Placeholder", "factory": "B. Placeholder, export manager",
    "golden": "present, seal FIC-02207 intact", "signed": True, "test_name": "",
    "summary": [("C Quantity", "Conforming", "100 % packed"), ("D/E Workmanship", "Failed", "major 11 units, Ac 7"), ("F On-site tests", "Conforming", ""), ("G Specification", "Conforming", ""), ("H Packing and marking", "Conforming", ""), ("I Special requirements", "Conforming", "")],
    "stack": (2, {1: (0, 0), 3: (1, 1), 7: (2, 2)}), "quantity": "All goods finished and packed; cartons drawn over the whole stack.",
    "counted": "Eleven units have at least one major defect; one of them (piece 061) carries two scratches, hence 12 major defects. Eight further units have only minor defects. Two of the ten minor defects sit on units already counted as major.",
    "tests": TESTS, "measured": MEASURED,
    "packing": [("Export carton", "5-ply, 25 pcs, 48 x 48 x 20 cm, 10.4 kg", "Conforming"), ("Gift box", "intact", "Conforming"), ("Shipping marks", "LARKSPUR, LNO-2207, C/NO. 001-120", "Conforming"), ("Labels", "care label, batch 2608-FIC", "Conforming")],
    "special": "Logo colour against the golden sample: agrees.", "remarks": ["The scratches run along the rim in one direction, as from a polishing wheel.", "The factory signed the draft."],
    "draft": "VGI-26-08112-D, 2026-08-11 16:20 +08:00, signed by the factory; same figures", "width": 470,
}  # fmt: skip
MEASURED_AGAIN = [
    ("Height, mm", "173", "±1", "172.7 173.1 173.0 173.3 172.9", "0"),
    ("Rim, mm", "90", "±0.5", "89.9 90.1 90.1 89.8 90.0", "0"),
    ("Weight, g", "362", "±10", "363 359 365 361 357", "0"),
    ("Volume, ml", "591", "±10", "592 589 591 594 590", "0"),
]
AGAIN = REPORT | {
    "measured": MEASURED_AGAIN,
    "because": "The sample is within AQL in every class, under tightened inspection.",
    "inspectors": "I. Placeholder", "summary": [("C Quantity", "Conforming", "2,711 presented after the sort"), ("D/E Workmanship", "Conforming", "within AQL"), ("F On-site tests", "Conforming", ""), ("G Specification", "Conforming", ""), ("H Packing and marking", "Conforming", ""), ("I Special requirements", "Conforming", "")],
    "stack": (8, {2: (0, 1), 5: (3, 0)}), "quantity": "108 cartons of 25 and one of 11. The new sample was drawn from the whole lot by another inspector. The scrap of the 289 units removed was seen.",
    "counted": "Each nonconforming unit carries one defect.", "remarks": ["Tightened inspection at the client's request. All classes were inspected again.", "The numbers on the cartons run from 001 to 109."],
    "packing": [("Export carton", "5-ply, closed again with new tape", "Conforming"), ("Gift box", "intact", "Conforming"), ("Shipping marks", "LARKSPUR, LNO-2207, C/NO. 001-109", "Conforming"), ("Labels", "care label, batch 2608-FIC", "Conforming")],
    "draft": "VGI-26-08177-D, 2026-08-24 16:05 +08:00, signed by the factory; same figures", "width": 520,
}  # fmt: skip


def states() -> dict[str, str]:
    """The words of the confirmation as the log quotes them."""
    text = (register.CASES / CASE / "log" / "2026-08-16-1930-confirmation.md").read_text(encoding="utf-8")
    front: dict[str, Any] = yaml.load(text.split("---\n")[1], yaml.BaseLoader)
    quoted: dict[str, str] = front["states"]
    return quoted


def documents() -> None:
    inspection.report(CASE, 0, REPORT)
    inspection.report(CASE, 1, AGAIN)
    certificates.certificate(CASE, "E5", {
        "number": "VGI-26-01044", "issued": "2026-01-20T17:40:00+08:00", "client": "Larkspur &amp; Nowhere Outfitters LLC", "supplier": "Yongkang Make-Believe Metalware Co., Ltd.", "order": "LNO-2011", "product": "Tumbler, 20 oz, stainless", "day": "2026-01-19", "lot": "2,400 pcs",
        "rows": [("Visual, critical", "125", "not allowed", "0", "1", "0", "Within AQL"), ("Visual, major", "125", "2.5", "7", "8", "2", "Within AQL"), ("Visual, minor", "125", "4.0", "10", "11", "5", "Within AQL")],
    })  # fmt: skip
    orders.purchase_order(CASE, "E2", {
        "brand": "Larkspur &amp; Nowhere Outfitters", "payment": "30 % deposit, balance before release (clause 4)", "item": "Article LN-T20, brushed, slate rim, logo one colour", "packing": "25 pcs a carton, gift box each; marks LARKSPUR / LNO-2207 / C/NO.",
        "documents": "Commercial invoice, packing list, cargo receipt.", "order_note": "The terms on pages 2 and 3 are part of this order.",
        "terms_2": [("1", "Scope", "These terms apply; Seller's own terms do not."), ("2", "Price", "USD 7.20 a piece, packed, FOB Ningbo, Incoterms 2020."), ("3", "Tooling", "The logo screen is Buyer's property."), ("4", "Payment", ""), ("5", "Food contact", "Steel 18/8, lid and gasket meet 21 CFR 177. Seller holds the reports."), ("6", "Changes", "No change of material, works or process without Buyer's written consent."),
                    ("7", "Notices", "By e-mail to the addresses of page 1."), ("8", "Delivery", "Goods are handed to Buyer's forwarder after Buyer's written release.")],
        "page_3": orders.terms_3, "buyer_signs": "A. Placeholder", "signed_buyer": "Denver, 4 May 2026", "seller_signs": "B. Placeholder 柏占位", "signed_seller": "Yongkang, 5 May 2026", "seal": SEAL, "created": "2026-05-05T17:20:00+08:00", "size": "Letter",
    })  # fmt: skip
    orders.specification(CASE, "E3", {
        "brand": "Larkspur &amp; Nowhere Outfitters", "number": "LN-T20", "revision": "revision C of 11 May 2026", "orders": "LNO-2207 and later", "received": "12 May 2026", "drawing": "tumbler", "tolerance": "±1",
        "materials": [("Body, liner", "stainless 18/8, 0.5 mm", "brushed, horizontal"), ("Rim band", "powder coat, slate", "satin"), ("Lid", "PP, black", "satin"), ("Gasket", "silicone, natural", "")],
        "more": [("No sharp edge at the mouth.", "<b>critical</b>"), ("No leak with the lid on.", "<b>major</b>")],
        "tests": [("Leak", "full, upside down, 5 minutes", "no drop"), ("Heat", "95 °C water, lid on, 6 h", "above 60 °C"), ("Coating", "cross cut, tape", "class 1 or better"), ("Drop", "full, 1 m, three sides", "no leak")],
        "packing": "Gift box each, 25 to a carton.", "revisions": [("B", "2025-10-02", "gasket natural instead of black"), ("C", "2026-05-11", "viewing distances stated")], "created": "2026-05-12T16:50:00+08:00", "size": "Letter",
    })  # fmt: skip
    orders.golden_sample(CASE, "E4", {
        "brand": "Larkspur &amp; Nowhere Outfitters", "spec": "LN-T20, revision C", "sample": "two pieces from the pre-series of 19 May 2026", "seal_no": "FIC-02207", "approved": "26 May 2026", "countersigned": "1 June 2026", "production": "22 June 2026", "kept": "one with Buyer in Denver, one with Seller in Yongkang",
        "picture": "golden-tumbler.jpg", "checked": [("Dimensions", "within tolerance", "A. Placeholder"), ("Rim at 30 cm", "no scratch", "A. Placeholder"), ("Logo at 50 cm", "edges sharp", "B. Placeholder")], "seal": SEAL, "created": "2026-06-05T15:20:00-06:00", "size": "Letter",
    })  # fmt: skip
    money_102.write(CASE)
    sorting.confirmation(states())
    sorting.quantity()
    sorting.process()
    sorting.count_sheet()
    wechat.screenshot(register.path(CASE, "E25"), "永康MBM B. Placeholder", "03:42", [
        Line("time", "Fri, 14 Aug 03:05"), Line("call", "Voice call 11:32"), Line("time", "03:40"),
        Line("them", "我们接受方案B。We accept option B: sort all, ship the good ones, destroy the rest."),
        Line("them", "原因：抛光轮磨损，线上没有检查杯口。\nCause: worn polishing wheel, no check on the line. D1 and D2 are ours."),
        Line("them", "措施：8月15日换抛光轮，抛光后每件检查杯口。\nNew wheel 15 Aug, rim check on every piece after polishing."),
        Line("them", "8月18-20日挑选完，负责人：生产经理 P. Placeholder。\nSort 18-20 Aug, responsible: P. Placeholder."), Line("us", "Thank you. I will put it in an e-mail; please confirm there."),
    ], ("B", "A"), 38)  # fmt: skip
    additions()
    _mails()


def additions() -> None:
    """What was made of the chat, and what a telephone filmed at the sort."""
    talk_102.translation(CASE, "E51", "E25")
    talk_102.call_note(CASE, "E55")
    filmed = footage.frames(register.path(CASE, "E32"))
    footage.video(register.path(CASE, "E52"), filmed, "2026-08-18T10:09:40+08:00", 3)
    register.path(CASE, "E53").write_bytes(filmed[0])


def _mails() -> None:
    buyer, seller = (
        "A. Placeholder <qa@larkspur.example>",
        "B. Placeholder 柏占位 <sales@make-believe.example>",
    )
    house = "Vermilion Gate Reports <reports@vermilion-gate.example>"
    photos = tuple(f"E{k}" for k in range(6, 20))
    said = states()
    car = "Corrective Action Request — PO LNO-2207 — Failed Inspection 2026-08-11"
    thread = {m.exhibit: m for m in (
        Mail("E23", "2026-08-12T18:20:00+08:00", house, "qa@larkspur.example", "VGI-26-08112 final report - LNO-2207 - Failed",
             f"Dear A. Placeholder,\n\nthe final report VGI-26-08112 on order LNO-2207 was issued today at 18:00 (+08:00). Overall conclusion: FAILED.\nReport and fourteen photographs lie in your download area. The files and their digests:\n\n{mail.listing(CASE, ('E1', *photos), ours=False)}\n\nVermilion Gate Inspection Ltd.\nReports desk"),
        Mail("E24", "2026-08-13T09:15:00-06:00", buyer, "sales@make-believe.example", car, f"""Dear B. Placeholder,

Reference: report VGI-26-08112 of Vermilion Gate Inspection Ltd., final, issued
2026-08-12 18:00 +08:00. Report attached.

Findings, ISO 2859-1:1999, level II, n = 125, lot 3,000 tumblers presented:
  critical  not allowed: 0 units, Ac 0      pass
  major     AQL 2.5: 11 units, Ac 7         FAIL
  minor     AQL 4.0: 8 units, Ac 10         pass
The lot is classified: Fail.

Financial impact, projected on the 3,000 presented:
  major  11 / 125 x 3,000 = 264 units at USD 9.10 = USD 2,402.40
  minor   8 / 125 x 3,000 = 192 units at USD 1.50 = USD   288.00
  exposure                                          USD 2,690.40

Please answer by e-mail within 48 hours, that is by 2026-08-15 09:15 (-06:00,
Denver) = 23:15 (北京时间) = 15:15 UTC:
  1. root cause of the failed class (D1, D2)
  2. corrective action
  3. timeline
  4. responsible person
We will use your response to determine which of the options is open.

Options (A resolves most, D least):
  A  Rework and re-inspection by Vermilion Gate, level II tightened, before release,
     at your cost (USD 199.00); by 2026-09-05
  B  100 % visual sort, ship conforming units only; by 2026-08-24
  C  Replacement with order LNO-2301; by 2026-11-30
  D  Price reduction by credit note
Clause 9 of the order: "A failed lot is reworked or replaced at Seller's cost."

请于 2026 年 8 月 15 日 23:15（北京时间）前以邮件回复上述四项。

Attachments and their digests:
{mail.listing(CASE, PACKAGE)}

All rights are reserved.
A. Placeholder, Sourcing manager
Larkspur & Nowhere Outfitters LLC""", attached=PACKAGE),
        Mail("E26", "2026-08-14T13:05:00-06:00", buyer, "sales@make-believe.example", f"Re: {car} — written summary, please confirm", """Dear B. Placeholder,

thank you for your call and your message on WeChat today. On the telephone you said yes
to option B; this is what we understood.
It is agreed when you answer this e-mail with "Confirmed: yes" (确认：是).

1. You acknowledge defects D1 and D2 as reported in VGI-26-08112.
2. Option B: you sort all 3,000 pieces at your cost, ship only conforming pieces and
   destroy the pieces removed.
3. Sorting is finished by 2026-08-20; re-inspection by Vermilion Gate on 2026-08-24,
   level II, tightened.
4. The invoice is reduced by USD 7.20 off per unit removed, plus USD 199.00 re-inspection.

Please attach, under your contract seal, a confirmation, a quantity confirmation and the
description of the sort. Release follows only after the re-inspection has passed.

A. Placeholder""", answers=("E24",), quoted="none"),
        Mail("E27", "2026-08-17T09:30:00+08:00", seller, "qa@larkspur.example", f"Re: {car} — written summary, please confirm", f"""Confirmed: yes
确认：是

Dear A. Placeholder,

1. {said['acknowledgement']}
2. {said['remedy']}
3. {said['timeline']}
4. {said['amount']}

盖章确认书、数量确认书和挑选流程说明见附件。
The sealed confirmation, the quantity confirmation and the sorting process are attached.

柏占位 B. Placeholder, Export manager
永康虚构金属制品有限公司""", answers=("E24", "E26"), attached=("E28", "E29", "E30"), client="Foxlike Mail 7 (fictitious)", signed="fic2026"),
        Mail("E31", "2026-08-18T10:20:00+08:00", "Vermilion Gate Bookings <bookings@vermilion-gate.example>", "qa@larkspur.example", "Booking confirmed: re-inspection LNO-2207, 2026-08-24, VGI-26-08177", """Dear A. Placeholder,

your booking is confirmed.
  Service     re-inspection, all classes, level II, tightened
  Order       LNO-2207, Yongkang Make-Believe Metalware Co., Ltd.
  Date        2026-08-24, one man-day, USD 199.00
  Report no.  VGI-26-08177
Another inspector than on 11 August will do the work.

Vermilion Gate Inspection Ltd.
Bookings""", copies="sales@make-believe.example"),
        Mail("E40", "2026-08-21T16:10:00+08:00", seller, "qa@larkspur.example", "Revised invoice MBM-2207-R1, count sheet and photos — PO LNO-2207", f"""Dear A. Placeholder,

挑选已完成：合格 2,711 件，剔除 289 件，已销毁。
The sort is finished: 2,711 conforming, 289 removed and destroyed.

The revised invoice MBM-2207-R1 over USD 19,320.20 and the count sheet are attached.
The photographs and the video are in the transfer folder whose link you have; the files
and their digests:
{mail.listing(CASE, (*(f'E{k}' for k in range(32, 38)), 'E52', 'E54'), ours=False)}

柏占位 B. Placeholder""", answers=("E24", "E26", "E27"), attached=("E38", "E39"), client="Foxlike Mail 7 (fictitious)", quoted="none"),
        Mail("E41", "2026-08-24T20:15:00+08:00", house, "qa@larkspur.example", "VGI-26-08177 final report - LNO-2207 - Passed",
             f"Dear A. Placeholder,\n\nthe final report VGI-26-08177 on the re-inspection of 2,711 units was issued today at 20:10 (+08:00). Overall conclusion: PASSED.\nReport and six photographs lie in your download area. The files and their digests:\n\n{mail.listing(CASE, ('E43', *[f'E{k}' for k in range(44, 50)]), ours=False)}\n\nVermilion Gate Inspection Ltd.\nReports desk", answers=("E31",), quoted="none"),
        Mail("E42", "2026-08-25T08:00:00-06:00", buyer, "sales@make-believe.example", "Release authorised — PO LNO-2207, 2,711 units", """Dear B. Placeholder,

report VGI-26-08177: passed. With your confirmation of 17 August and invoice
MBM-2207-R1 we authorise the release of 2,711 units to our forwarder. The balance of
USD 12,840.20 is being paid today.

A. Placeholder, Sourcing manager""", answers=("E24", "E26", "E27", "E40"), quoted="none"),
    )}  # fmt: skip
    mail.write(CASE, thread)
