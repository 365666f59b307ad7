"""An example line for each required key, shown when the key is missing, so that nobody has to look the format up."""

from __future__ import annotations

from typing import Final

EXAMPLES: Final = {
    ("CaseFacts", "lotproof"): "lotproof: 1",
    ("CaseFacts", "title"): "title: Insulated tumblers, scratched rims",
    ("CaseFacts", "currency"): "currency: USD",
    ("CaseFacts", "timezone"): "timezone: Europe/Berlin",
    ("CaseFacts", "buyer"): "buyer: {name: Larkspur & Nowhere Outfitters LLC}",
    ("CaseFacts", "supplier"): 'supplier: {name: "Yongkang Make-Believe Metalware Co., Ltd."}',
    ("CaseFacts", "order"): "order: {number: LNO-2207, product: Tumbler, quantity: 3000, unit_price: 7.20}",
    ("Buyer", "name"): "name: Larkspur & Nowhere Outfitters LLC",
    ("Supplier", "name"): "name: Yongkang Make-Believe Metalware Co., Ltd.",
    ("Order", "number"): "number: LNO-2207",
    ("Order", "product"): "product: Tumbler, 20 oz, stainless",
    ("Order", "quantity"): "quantity: 3000",
    ("Order", "unit_price"): "unit_price: 7.20",
    ("Inspection", "id"): "id: VGI-26-08112",
    ("Inspection", "performed"): "performed: [2026-08-11]",
    ("Inspection", "quantity"): "quantity: {presented: 3000}",
    ("Inspection", "scopes"): "scopes: [{id: visual, level: II, sample: 125, classes: …}]",
    ("Quantity", "presented"): "presented: 3000",
    ("Scope", "id"): "id: visual",
    ("Scope", "level"): "level: II",
    ("Scope", "sample"): "sample: 125",
    ("Scope", "classes"): "classes: {major: {aql: 2.5, units: 11}}",
    ("ClassCount", "aql"): "aql: 2.5, or aql: not-allowed",
    ("ClassCount", "units"): "units: 11",
    ("Exhibit", "id"): "id: E1",
    ("Exhibit", "file"): "file: evidence/VGI-26-08112.pdf",
    ("Exhibit", "kind"): "kind: inspection-report",
    ("Exhibit", "title"): "title: Inspection report VGI-26-08112",
    ("Exhibit", "sha256"): "sha256: the 64 hexadecimal digits that sha256sum prints for the file",
    ("Event", "at"): "at: 2026-08-13T09:15:00-06:00",
    ("Event", "kind"): "kind: car",
    ("Event", "channel"): "channel: email",
    ("Event", "from"): "from: buyer",
}
