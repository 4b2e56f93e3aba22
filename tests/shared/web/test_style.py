"""The style page, and with it every part, is rendered without inline code."""

import re

import pytest

from shufang.people.models import User
from tests.cast import ClientAs

HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_part_carries_code_or_style_of_its_own(
    library: User, client_as: ClientAs, language: str
) -> None:
    html = client_as(library, language=language).get("/desk/style/").content.decode()
    assert not re.search(r"\sstyle=", html)
    assert not re.search(r"\son[a-z]+=", html)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"""(src|href)=["'](https?:)?//""", html)


def test_the_english_page_has_no_chinese_but_names(library: User, client_as: ClientAs) -> None:
    html = client_as(library, language="en").get("/desk/style/").content.decode()
    main = html[html.index('<main class="shell-main"') : html.index("</main>")]
    shown = re.sub(r"<[^>]*>", " ", main)
    names = {"皮影戏", "小羊过桥", "茶园小学智慧书房", "太平智慧书房"}
    assert set(HAN.findall(shown)) <= names


def test_only_staff_open_it(outsider: User, assessor: User, client_as: ClientAs) -> None:
    assert client_as().get("/desk/style/").status_code == 302
    assert client_as(outsider).get("/desk/style/").status_code == 403
    assert client_as(assessor).get("/desk/style/").status_code == 200
