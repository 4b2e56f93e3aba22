"""Pages name other pages: every name that a template or the side bar uses is that of a route.

`{% url … as address %}` says nothing where the name is wrong, and the link is simply not there.
"""

import re

from django.urls import reverse

from shufang.shared.ui import navigation
from tests.house.routes import routes
from tests.house.words import SOURCE, templates

NAMED = re.compile(r"""\{% url ["']([^"']+)["']""")


def test_every_page_that_a_template_links_to_exists() -> None:
    known = {route.name for route in routes()}
    named = {
        (str(file.relative_to(SOURCE)), name)
        for file in templates()
        for name in NAMED.findall(file.read_text("utf-8"))
    }
    assert len(named) > 100
    assert [pair for pair in sorted(named) if pair[1] not in known] == []


def test_every_entry_of_the_side_bar_leads_somewhere() -> None:
    assert all(reverse(entry.url_name) for entry in navigation.entries())
