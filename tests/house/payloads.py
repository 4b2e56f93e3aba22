"""What hostile people type: text, numbers, days and keys for every field of every form."""

MARK = "mark1ng"  # in everything that must never come back as markup

# Must stand escaped wherever a page shows it.
MARKUP = (
    f"<script>{MARK}(1)</script>",
    f'"><img src=x onerror={MARK}(2)>',
    f"'><svg onload={MARK}(3)>",
    f"</textarea><script>{MARK}(4)</script>",
    f"</title><style>@import '{MARK}'</style>",
    f"<math><mtext><mglyph><style><img src=x onerror={MARK}(5)></style></mglyph></mtext></math>",
    f"--><iframe srcdoc='<script>{MARK}(6)</script>'>",
    f"<a href=javascript:{MARK}(7)>x</a>",
    f"javascript:{MARK}(8)//https://example.org/",
    f"data:text/html,<script>{MARK}(9)</script>",
    f"＜script＞{MARK}(10)＜/script＞",
)
TEXTS = (
    *MARKUP,
    "",
    "\u3000\u200b\ufeff",
    "A",
    "长" * 10_000,
    "a\x00b",
    "\udce5\ud800",
    "甲\u202e乙",
    "小\u200d明\u200c",
    "h" + "\u0335\u0301\u0316" * 100,
    "𠮷䶮\ue000",
    "买买提·艾力",
    "ﬁ＝＋－＠",
    "👩\u200d👩\u200d👧\u200d👦",
    "NULL",
    "{{7*7}}{% debug %}",
    "{event.__init__.__code__.co_filename}{sign_ins.__class__}",
    "%s%n%(x)s%",
    "${jndi:ldap://127.0.0.1/a}",
    "'; DROP TABLE people_user; --",
    "a\r\nSet-Cookie: a=b\r\n\r\n<b>",
    "a\nb",
    "..\\../../etc/passwd",
    "[1, 2",
)
NUMBERS = (
    "-1", "0", "-0", "1e400", "1" + "0" * 30, "9" * 5000, "2147483648", "9223372036854775808",
    "１２３", "²", "nan", "inf", "1.5", "1,234", "0x10", "二十三",
)  # fmt: skip
DAYS = (
    "0000-00-00", "0001-01-01", "9999-12-31", "2024-13-01", "2023-02-29", "2024-02-30T24:00",
    "2024年7月", "99999-01-01", "-2024-01-01", "2024-1", "24:00", "25:99",
)  # fmt: skip
EVERYTHING = (*TEXTS, *NUMBERS, *DAYS)
ADDRESSES = ("//evil.example/", "https://evil.example/", "\\\\evil.example", "javascript:alert(1)")
# What a spreadsheet would calculate.
FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1",
    "＋1+1", "－1+1", "＠SUM(1)", " =1+1", "\u3000=1+1", "\u200b=1+1", "\ufeff=1+1", "\xa0=1+1",
    "=HYPERLINK(\"http://x.example\",\"x\")", "=DDE(\"a\";\"b\")", "'=1", "\x01=1+1", "%0A=1",
)  # fmt: skip
