"""Who is involved, and the order between them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lotproof.case.base import REQUIRED, Facts
from lotproof.case.scalars import Count, Day, Money, Text, Zone, as_list, words

CLAUSE_KINDS = (
    "acceptance",
    "rework",
    "reinspection-cost",
    "inspection",
    "remedy",
    "governing-law",
    "dispute",
    "delivery",
    "payment",
    "quality",
    "evidence",
    "allowance",
    "other",
)


class Contact(Facts):
    name: Text | None = None
    title: Text | None = None
    email: Text | None = None
    phone: Text | None = None
    wechat: Text | None = None


class Buyer(Facts):
    name: Annotated[Text | None, REQUIRED] = None
    name_zh: Text | None = None
    address: Annotated[tuple[Text, ...], as_list] = ()
    contact: Contact | None = None


class Supplier(Facts):
    """`name_zh` is the registered name; `uscc` the Unified Social Credit Code (GB 32100-2015)."""

    name: Annotated[Text | None, REQUIRED] = None
    name_zh: Text | None = None
    uscc: Text | None = None
    timezone: Zone = "Asia/Shanghai"
    address: Annotated[tuple[Text, ...], as_list] = ()
    contact: Contact | None = None


class Inspector(Facts):
    name: Text | None = None
    accreditation: Text | None = None


class Payment(Facts):
    method: Annotated[str, words("tt", "lc", "dp", "da", "open-account", "platform")] | None = None
    deposit: Money | None = None


class Clause(Facts):
    """A clause of the contract, quoted word for word."""

    ref: Text | None = None
    kind: Annotated[tuple[Text, ...], as_list] = ()
    text: Text | None = None
    exhibit: Text | None = None
    page: Count | None = None


class Order(Facts):
    number: Annotated[Text | None, REQUIRED] = None
    date: Day | None = None
    product: Annotated[Text | None, REQUIRED] = None
    product_zh: Text | None = None
    quantity: Annotated[Count | None, REQUIRED] = None
    unit_price: Annotated[Money | None, REQUIRED] = None
    incoterm: Text | None = None
    payment: Payment | None = None
    governing_law: Text | None = None
    clauses: Annotated[tuple[Clause, ...], as_list] = Field(default=())
