"""What guardians agree to: one text for each purpose, in both languages, by version.

A text that people have agreed to is never edited: put a new version at the end of its list. A
consent keeps the version and the hash of the words that were shown.
"""

from dataclasses import dataclass
from hashlib import sha256

from shufang.people.choices import Purpose
from shufang.shared.language import in_english


@dataclass(frozen=True)
class ConsentText:
    """One version of one text."""

    purpose: Purpose
    version: str
    chinese: str
    english: str

    def __str__(self) -> str:
        english = in_english()
        return self.english if english else self.chinese

    @property
    def hash(self) -> str:
        """Of the words in the page's language, for that is what was agreed to."""
        return sha256(str(self).encode()).hexdigest()

    @property
    def hashes(self) -> frozenset[str]:
        """Of the words in every language."""
        return frozenset(sha256(t.encode()).hexdigest() for t in (self.chinese, self.english))


TEXTS: dict[Purpose, list[ConsentText]] = {
    Purpose.SERVICE: [
        ConsentText(
            Purpose.SERVICE,
            "2026-1",
            "我已满 18 岁，是孩子的监护人。为了报名、签到和通知，书房保存我的称呼、手机号（加密）、"
            "孩子的小名和出生年月，以及我们报过和来过的活动。只有办活动的工作人员能看，每次查看都有"
            "记录，我也看得到。不用于别的事，不给别人。我可以随时查看、导出、更正和删除。",
            "I am 18 or older and the children's guardian. To register us, sign us in and tell us "
            "of changes, the rooms keep my name, my phone number (encrypted), the children's "
            "nicknames and months of birth, and what we registered for and came to. Only staff who "
            "run activities may look, every look is written down, and I can read that. It is used "
            "for nothing else and given to nobody. I can see, take with me, correct and erase all "
            "of it at any time.",
        ),
    ],
    Purpose.PHOTO: [
        ConsentText(
            Purpose.PHOTO,
            "2026-1",
            "活动现场拍照时可以拍到我们，照片留在书房的活动记录里，供图书馆核对活动是否办过。"
            "不同意不影响参加，工作人员会避开拍摄。随时可以撤回。",
            "We may be in pictures taken at activities. They stay in the rooms' records, where the "
            "library checks that activities were held. Saying no changes nothing about taking "
            "part: staff then leave us out of the picture. I can take this back at any time.",
        ),
    ],
    Purpose.MEDIA: [
        ConsentText(
            Purpose.MEDIA,
            "2026-1",
            "拍到我们的照片可以用在书房的报道、海报和年度报告里，不写孩子的名字。"
            "随时可以撤回，撤回后不再使用；已经印出来的收不回来。",
            "Pictures with us may be used in the rooms' news, posters and annual report, without "
            "the children's names. I can take this back at any time; they are then no longer used, "
            "but what has been printed cannot be called back.",
        ),
    ],
    Purpose.SUGGESTIONS: [
        ConsentText(
            Purpose.SUGGESTIONS,
            "2026-1",
            "可以根据我们来过的活动和孩子的年龄，推荐活动和图书。不用孩子的阅读记录。随时可以关掉。",
            "Activities and books may be suggested to us from what we came to and the children's "
            "ages. The children's reading records are not used. I can turn this off at any time.",
        ),
    ],
}


def current(purpose: Purpose | str) -> ConsentText:
    """The text in force."""
    return TEXTS[Purpose(purpose)][-1]
