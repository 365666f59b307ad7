"""Case 103, desk lamps: everything its papers and messages say beyond the case's facts."""

# ruff: noqa: E501  (sentences and table rows stand whole on a line)
from __future__ import annotations

from maker import inspection, mail, orders, trade
from maker.mail import Mail

CASE = "psi-2026-103-desk-lamps"
SEAL = "9900000009171"
PACKAGE = tuple(f"E{k}" for k in range(1, 15))

REPORT = {
    "because": "The sample is beyond AQL on major and on minor. The quantity presented is 400 short of the order.",
    "spec": "FM-DL-2 rev. 4", "inspectors": "I. Placeholder and J. Placeholder", "factory": "F. Placeholder, account manager", "golden": "present, seal FIC-00917 intact", "signed": False, "test_name": "",
    "summary": [("C Quantity", "Noted", "400 of 12,000 not presented; 87.5 % of presented packed"), ("D/E Workmanship", "Failed", "major 14 units, Ac 10; minor 24 units, Ac 21"), ("F On-site tests", "Conforming", ""),
                ("G Specification", "Conforming", ""), ("H Packing and marking", "Conforming", "rating label: see D5"), ("I Special requirements", "Conforming", "UK plug fitted")],
    "stack": (6, {6: (0, 0), 19: (2, 1), 32: (3, 2)}), "quantity": "1,450 lamps finished and not packed were sampled in proportion. The 400 lamps not presented were said to be in final assembly; they are not part of the lot.",
    "counted": "Each of the 14 major units carries one major defect. The 24 minor units carry 29 defects: five shades carry two scratches each.",
    "tests": [("Insulation, 500 V DC", "above 2 MΩ", "8 (S-2)", "0", '<span class=ok>Pass</span>'), ("Input power", "12 W ±10 %", "8 (S-2)", "0", '<span class=ok>Pass</span>'), ("Burn-in", "4 h at full level, no change", "8 (S-2)", "0", '<span class=ok>Pass</span>'),
              ("Carton drop", "10 drops from 60 cm", "1 carton", "0", '<span class=ok>Pass</span>'), ("Barcode", "scans as on the order", "10", "0", '<span class=ok>Pass</span>')],
    "measured": [("Height, arm upright, mm", "410", "±5", "411 409 412 408 410", "0"), ("Base diameter, mm", "132", "±1", "131.8 132.1 132.0 131.9 132.2", "0"), ("Shade diameter, mm", "105", "±1", "105.1 104.9 105.0 105.2 104.8", "0"), ("Weight, g", "1,240", "±40", "1,236 1,251 1,244 1,229 1,247", "0")],
    "packing": [("Export carton", "5-ply, 10 pcs, 48 x 34 x 30 cm, 14.6 kg", "Conforming"), ("Gift box", "intact", "Conforming"), ("Shipping marks", "DESK LAMP, FML-0917, C/NO. 001-1015", "Conforming"), ("Labels", "UKCA mark, rating label present on all pieces drawn", "Conforming, see D5")],
    "special": "Plug to BS 1363 with 3 A fuse: on all pieces drawn.", "remarks": ["The loose joints have a nut without its spring washer.", "The factory representative read the draft and did not sign it; no reason was given."],
    "draft": "VGI-26-09255-D, 2026-09-28 17:40 +08:00, not signed by the factory; same figures", "width": 520,
}  # fmt: skip


def documents() -> None:
    inspection.report(CASE, 0, REPORT)
    orders.purchase_order(CASE, "E2", {
        "brand": "FENWICK &amp; MIRAGE", "payment": "30 % deposit, 70 % before hand-over (clause 6)", "item": "Article FM-DL-2, teal, UK plug",
        "packing": "Gift box each, 10 to a carton; marks DESK LAMP / FML-0917 / C/NO.", "documents": "Commercial invoice, packing list, carrier's receipt, test report of the driver.", "order_note": "Terms on page 2 and annex 1 (inspection) are part of this order.",
        "terms_2": [("1", "Scope", "These terms and annex 1 apply; the Seller's own terms do not."), ("2", "Price", "CNY 46.50 a piece, packed, FCA Guzhen, Incoterms 2020."), ("3", "Quality", "The goods conform to specification FM-DL-2 and the sealed golden sample."),
                    ("4", "Safety", "The goods meet BS EN 60598-2-4. The Seller holds the reports."), ("5", "Spare parts", "The Seller supplies shades and drivers for three years."), ("6", "Payment", ""), ("7", "Hand-over", "To the carrier named by the Buyer, after the Buyer's written release."),
                    ("8", "Quantity", ""), ("9", "Title and risk", "As FCA, Incoterms 2020."), ("10", "Change", "No change of part or works without written consent."), ("11", "Records", "Production records are kept for three years."), ("12", "Notices", "By e-mail to the addresses of page 1."),
                    ("13", "Assignment", "Neither party assigns without consent."), ("14", "Governing law", "")],
        "page_3": orders.annex_1, "buyer_signs": "E. Placeholder", "signed_buyer": "Leeds, 13 July 2026", "seller_signs": "F. Placeholder", "signed_seller": "Zhongshan, 14 July 2026", "seal": SEAL, "created": "2026-07-14T15:45:00+08:00",
    })  # fmt: skip
    orders.specification(CASE, "E3", {
        "brand": "FENWICK &amp; MIRAGE", "number": "FM-DL-2", "revision": "revision 4 of 15 July 2026", "orders": "FML-0917", "received": "16 July 2026", "drawing": "lamp", "tolerance": "±2",
        "materials": [("Base", "zinc casting, three silicone feet", "black powder coat"), ("Arm", "steel tube 10 mm, joints with spring washer and nut", "chromed"), ("Shade", "aluminium 0.8 mm", "teal, gloss"), ("LED board", "12 LEDs, 3000 K, 12 W", "")],
        "more": [("No live part can be touched.", "<b>critical</b>"), ("Switch and dimmer work without flicker.", "<b>major</b>")],
        "tests": [("Joint", "200 g on the shade at three positions, one minute", "no movement"), ("Electrical", "insulation 500 V DC", "above 2 MΩ"), ("Light", "all levels, 10 s each", "all LEDs light"), ("Drop", "packed, 60 cm, 10 drops", "no damage")],
        "packing": "Gift box each, 10 to a carton.", "revisions": [("3", "2026-03-02", "driver changed"), ("4", "2026-07-15", "spring washer in the joints stated")], "created": "2026-07-16T16:45:00+08:00",
    })  # fmt: skip
    orders.golden_sample(CASE, "E4", {
        "brand": "FENWICK &amp; MIRAGE", "spec": "FM-DL-2, revision 4", "sample": "two pieces from the pre-series of 24 July 2026", "seal_no": "FIC-00917", "approved": "31 July 2026", "countersigned": "5 August 2026", "production": "18 August 2026", "kept": "one with the Buyer in Leeds, one with the Seller in Zhongshan",
        "picture": "golden-lamp.jpg", "checked": [("Dimensions", "within tolerance", "E. Placeholder"), ("Joint, 200 g", "holds in three positions", "E. Placeholder"), ("Light", "all LEDs at every level", "F. Placeholder")], "seal": SEAL, "created": "2026-08-10T15:25:00+01:00",
    })  # fmt: skip
    trade.payment_advice(CASE, "E15", {
        "bank": "Imaginary Pennine Bank plc", "address": "0 Cloud Row, Leeds · a bank that does not exist", "colour": "#3d2d5b", "rows": [("Ordering party", "Fenwick & Mirage Lighting Ltd".replace("&", "&amp;")), ("Beneficiary", "Zhongshan Daydream Lighting Co., Ltd."), ("Beneficiary's bank", "Pearl Delta Fable Bank, Zhongshan"),
        ("Executed", "2026-07-16 12:10 +01:00"), ("Remittance information", "FML-0917 DEPOSIT 30 PCT OF CNY 558,000.00")], "currency": "CNY", "amount": "167400.00", "reference": "IPB-160726-7741", "title": "Payment advice, deposit CNY 167,400.00", "created": "2026-07-16T12:10:00+01:00"})  # fmt: skip
    trade.invoice(CASE, "E16", {
        "house": "Zhongshan Daydream Lighting Co., Ltd.", "house_zh": "中山虚构白日梦照明有限公司", "address": "No. 0 Daydream Road, Guzhen Town, Zhongshan · USCC 91990000MA0TE5T32Q", "colour": "#20603a", "word": "Pro-forma invoice", "number": "DDL-0917", "currency": "CNY", "created": "2026-07-14T15:30:00+08:00",
        "head": [("Buyer", "Fenwick &amp; Mirage Lighting Ltd"), ("Order", "FML-0917 of 2026-07-13"), ("Delivery", "FCA Guzhen, Incoterms 2020"), ("Date", "2026-07-14")],
        "rows": [("LED desk lamp FM-DL-2", "12,000", "46.50", "558,000.00"), ("Deposit 30 %, on order", "", "", "167,400.00"), ("Balance 70 %, before hand-over", "", "", "390,600.00")],
        "note": "Our receivables are insured with Imaginary Export Credit Insurance Corp. <span class=zh>我司应收账款已向虚构出口信用保险公司投保。</span>", "sealed": ("中山虚构白日梦照明有限公司", "发票专用章", "9900000009172"), "signs": "F. Placeholder"})  # fmt: skip
    trade.cost_report(CASE, "E17", {"house": "FENWICK &amp; MIRAGE", "heading": "Return and outlet cost report, desk lamps", "intro": "Twelve months, all desk lamps. Returned: refund, postage, handling, replacement. Outlet: discount against list on lamps with marks.",
                                    "parts": [{"heading": "Returned lamps", "units": 850, "amount": "5780.00", "count": "Lamps"}, {"heading": "Sold in the outlet at a discount", "units": 400, "amount": "380.00", "count": "Lamps"}], "currency": "GBP", "season": "lamps", "first": (2025, 9),
                                    "note": "Source: returns ledger and outlet till, September 2025 to August 2026.", "by": "O. Placeholder, Finance", "on": "28 September 2026", "created": "2026-09-28T16:40:00+01:00"})  # fmt: skip
    trade.rate_note(CASE, "E18")
    _mails()


def _mails() -> None:
    buyer, seller = (
        "E. Placeholder <quality@fenwick-mirage.example>",
        "F. Placeholder 方占位 <export@daydream-lighting.example>",
    )
    photos = tuple(f"E{k}" for k in range(5, 15))
    thread = {m.exhibit: m for m in (
        Mail("E19", "2026-09-29T11:32:00+08:00", "Vermilion Gate Reports <reports@vermilion-gate.example>", "quality@fenwick-mirage.example", "VGI-26-09255 final report - FML-0917 - Failed",
             f"Dear E. Placeholder,\n\nthe final report VGI-26-09255 on order FML-0917 was issued today at 11:20 (+08:00). Overall conclusion: FAILED.\nReport and ten photographs lie in your download area. The files and their digests:\n\n{mail.listing(CASE, ('E1', *photos), ours=False)}\n\nVermilion Gate Inspection Ltd.\nReports desk"),
        Mail("E20", "2026-09-29T15:30:00+01:00", buyer, "export@daydream-lighting.example", "Corrective Action Request — PO FML-0917 — Failed Inspection 2026-09-28", f"""Dear F. Placeholder,

Reference: report VGI-26-09255 of Vermilion Gate Inspection Ltd., final, issued
2026-09-29 11:20 +08:00. Report attached.

Findings, ISO 2859-1:1999, level II, n = 315, lot 11,600 lamps presented of
12,000 ordered:
  critical  not allowed: 0 units, Ac 0      pass
  major     AQL 1.5: 14 units, Ac 10        FAIL
  minor     AQL 4.0: 24 units, Ac 21        FAIL
The lot is classified: Fail.

Financial impact, projected on the 11,600 lamps presented:
  major  14 / 315 x 11,600 = 516 lamps at GBP 6.80 = GBP 3,508.80 = CNY 32,982.72
  minor  24 / 315 x 11,600 = 884 lamps at GBP 0.95 = GBP   839.80 = CNY  7,894.12
  exposure                                    GBP 4,348.60 = CNY 40,876.84
  (GBP 1 = CNY 9.4000, 2026-09-28)
The 400 lamps not presented are a delivery matter and stand outside this request.

Please keep the lot where it is and answer by e-mail within 48 hours, that is
by 2026-10-01 15:30 (+01:00, Leeds) = 22:30 (北京时间) = 14:30 UTC:
  1. root cause of each failed class (major, minor)
  2. corrective action
  3. timeline
  4. responsible person
The National Day holiday begins on 1 October; a short note before it is enough to
show that you are at work on it.

Options (A resolves most, D least):
  A  Rework and re-inspection by Vermilion Gate before release, at your cost; by 2026-10-18
  B  100 % sort, ship conforming lamps only; by 2026-10-12
  C  Replacement with order FML-0951; by 2026-12-18
  D  Price reduction by credit note

请于 2026 年 10 月 1 日 22:30（北京时间）前以邮件回复上述四项。

Attachments and their digests:
{mail.listing(CASE, PACKAGE)}

All rights are reserved.
E. Placeholder, Quality manager
Fenwick & Mirage Lighting Ltd""", attached=PACKAGE),
        Mail("E21", "2026-10-08T09:10:00+08:00", seller, "quality@fenwick-mirage.example", "Re: Corrective Action Request — PO FML-0917 — Failed Inspection 2026-09-28 / 回复：纠正措施要求", """Dear E. Placeholder,

国庆假期刚结束，今天上班看到邮件，抱歉回复晚了。
We are back from the holiday today. Sorry for the late answer.

D1 关节松动：我们确认该问题。
D1, loose arm joint: we acknowledge this defect.

时间 / timeline: 全部关节重新检查，10 月 16 日前完成。
All joints are checked again, finished by 16 October.

负责人 / responsible: 方占位 F. Placeholder, 装配车间主任 T. Placeholder.

其他项目我们还在核对。The other points we are still checking.

F. Placeholder 方占位
中山虚构白日梦照明有限公司""", answers=("E20",), client="Foxlike Mail 7 (fictitious)"),
    )}  # fmt: skip
    mail.write(CASE, thread)
