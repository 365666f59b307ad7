"""Templates escape everything that is not ours, fail on what is missing, and compile."""

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from lotproof.render.charts import Whisker, intervals
from lotproof.render.html import environment, link, template_dir


def said(source: str, **context: object) -> str:
    return environment().from_string(source).render(**context)


def test_values_are_escaped_whatever_the_template_is_called() -> None:
    assert said('<a title="{{ x }}">{{ x }}</a>', x='"><script>') == (
        '<a title="&#34;&gt;&lt;script&gt;">&#34;&gt;&lt;script&gt;</a>'
    )


def test_markdown_and_charts_are_ours_and_pass() -> None:
    assert said("{{ x | markdown }}", x="**b** <i>") == "<p><strong>b</strong> &lt;i&gt;</p>\n"
    assert "<h2>a</h2>" in said("{{ x | markdown(level=2) }}", x="# a")
    chart = intervals([Whisker("a", "", 1, 0, 2, "1", "ok", "good")], title="t", axis="u")
    assert isinstance(chart, Markup) and said("{{ x }}", x=chart).startswith("<svg")


def test_a_missing_value_is_an_error_not_a_blank() -> None:
    with pytest.raises(UndefinedError):
        said("{{ nothing }}")
    with pytest.raises(UndefinedError):
        said("{% if a.b %}x{% endif %}", a={})


def test_only_harmless_addresses_reach_an_href() -> None:
    for good in ("#e1", "https://example.org", "HTTP://a.example", "mailto:a@b.example"):
        assert link(good) == good
    for bad in (
        "javascript:alert(1)",
        "JAVASCRIPT:1",
        "data:text/html,x",
        "file:///x",
        "//x",
        "/x",
        "",
        " https://x",
    ):
        with pytest.raises(ValueError):
            link(bad)


def test_every_template_of_the_project_compiles() -> None:
    assert template_dir().is_dir()
    for name in environment().list_templates(extensions=["j2", "html"]):
        assert environment().get_template(name).name == name
