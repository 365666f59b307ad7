"""What is added to a page on its way, and what the page keeps."""

from __future__ import annotations

from lotproof.watch.wire import SCRIPT, with_script


def test_a_page_without_a_policy_keeps_its_scripts_by_their_digests() -> None:
    page, rules = with_script("<body><script>one()</script></body>", "a", 1, "r")
    assert "'sha256-" in rules and "'unsafe-inline'" not in rules.split("script-src")[1].split(";")[0]
    assert page.endswith("defer></script></body>")


def test_words_of_a_case_cannot_end_the_tag() -> None:
    page, _ = with_script("<p>x</p>", '"><script>alert(1)</script>', 1, "r")
    assert "<script>alert" not in page
    assert page.startswith("<p>x</p><script")


def test_the_script_comes_before_the_last_end_only() -> None:
    page, _ = with_script("<body><pre>&lt;/body></pre><code></body></code></body>", "a", 1, "r")
    assert page.count(SCRIPT) == 1
    assert page.endswith("defer></script></body>")
