"""A picture of steps, one after the other: boxes, and arrows between them."""

from collections.abc import Sequence

from shufang.shared.charts import TONE, WIDE, Spec
from shufang.shared.charts.spec import chart, pixels, words

GAP, TALL = 34, 96


def flow(steps: Sequence[tuple[str, str]]) -> Spec:
    """A box for every step with its name and, on lines of its own, what is done in it."""
    margin = 2
    wide = (WIDE - 2 * margin - GAP * (len(steps) - 1)) / len(steps)
    boxes, names, deeds, arrows = [], [], [], []
    for index, (name, deed) in enumerate(steps):
        x = index * (wide + GAP)
        said = f"{name} {deed}".replace("\n", " ")
        boxes.append({"x": x, "x2": x + wide, "y": 0, "y2": TALL, "name": said})
        names.append({"x": x + wide / 2, "y": 24, "text": name})
        for line, text in enumerate(deed.split("\n")):
            deeds.append({"x": x + wide / 2, "y": 54 + 20 * line, "text": text})
        if index:
            arrows.append({"x": x - GAP / 2, "y": TALL / 2, "text": "→"})
    box: Spec = {
        "data": {"values": boxes},
        "mark": {
            "type": "rect",
            "fill": TONE["bamboo-wash"],
            "stroke": TONE["bamboo"],
            "cornerRadius": 6,
        },
        "encoding": {
            "x": pixels("x"),
            "y": pixels("y"),
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            "description": {"field": "name", "type": "nominal"},
        },
    }
    middle = {"align": "center"}
    return chart(
        [
            box,
            words(names, mark={**middle, "fontSize": 16, "fontWeight": "bold"}),
            words(deeds, mark={**middle, "fontSize": 12}),
            words(arrows, mark={**middle, "fontSize": 20, "fill": TONE["bamboo"]}),
        ],
        width=WIDE - 2 * margin,
        height=TALL,
        margin={"left": margin, "right": margin, "top": margin, "bottom": margin},
        title=" → ".join(name for name, _deed in steps),
    )
