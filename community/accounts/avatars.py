"""A picture for each person, drawn from eight letters: a small fire on a hearth, each a little different.

Decorative: it helps to tell two people apart at a glance and says nothing of them; the name stands beside it.
"""

import re

MARK = re.compile(r"[0-9a-f]{8}")

# Ground, stone and flame of the site's family; each ground goes with each flame on paper and in the dark.
GROUNDS = ("#1e5b52", "#2f4858", "#5a4a6f", "#7a4a3a", "#4d5b2a", "#34566b", "#6b3f55", "#3f5f4a")
FLAMES = ("#e08a5b", "#e9b872", "#f0d9a8", "#d9927e", "#c9d3a4", "#a9cdc4")
LIGHTS = ("#fbf7f1", "#f6e7cf", "#eef1e4", "#f7e3d8")

# Shapes on a field of 64 by 64, each the same left and right of the middle.
FIRES = (
    "M32 10C40 20 46 27 46 37a14 14 0 0 1-28 0C18 27 24 20 32 10Z",
    "M32 12C36 20 48 26 46 38a14 13 0 0 1-28 0C16 26 28 20 32 12Z",
    "M32 9L44 28C48 38 42 50 32 50S16 38 20 28Z",
    "M20 20C26 22 28 16 32 10C36 16 38 22 44 20C50 34 44 50 32 50S14 34 20 20Z",
)
HEARTS = (
    '<circle cx="32" cy="39" r="6"/>',
    '<path d="M32 27C36 33 39 36 39 41a7 7 0 0 1-14 0C25 36 28 33 32 27Z"/>',
    '<path d="M32 30l7 9-7 9-7-9Z"/>',
    '<path d="M24 42a8 8 0 0 1 16 0Z"/>',
)
HEARTHS = (
    '<path d="M12 54h40v4H12Z"/>',
    '<path d="M10 50q22 12 44 0v5q-22 10-44 0Z"/>',
    '<circle cx="18" cy="55" r="3"/><circle cx="32" cy="57" r="3"/><circle cx="46" cy="55" r="3"/>',
    '<path d="M14 52l36 6v-4L14 48Z"/><path d="M50 52l-36 6v-4l36-6Z"/>',
)
SPARKS = (
    "",
    '<circle cx="13" cy="24" r="2.5"/><circle cx="51" cy="24" r="2.5"/>',
    '<circle cx="16" cy="16" r="2"/><circle cx="48" cy="16" r="2"/><circle cx="9" cy="33" r="2"/>'
    '<circle cx="55" cy="33" r="2"/>',
    '<path d="M6 32a26 26 0 0 1 52 0h-3a23 23 0 0 0-46 0Z"/>',
)


def draw(mark: str) -> str:
    """SVG of a mark: eight letters from 0-9 and a-f."""
    rest = int(mark, 16)
    chosen = []
    for choices in (GROUNDS, FLAMES, LIGHTS, FIRES, HEARTS, HEARTHS, SPARKS):
        rest, index = divmod(rest, len(choices))
        chosen.append(choices[index])
    ground, flame, light, fire, heart, hearth, sparks = chosen
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">'
        f'<rect width="64" height="64" rx="16" fill="{ground}"/>'
        f'<path d="{fire}" fill="{flame}"/><g fill="{light}">{heart}{hearth}{sparks}</g></svg>'
    )
