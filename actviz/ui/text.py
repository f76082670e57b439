"""Text from outside, shown as it is."""

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")


def plain(text: str) -> str:
    """`text` so that Markdown shows every character of it and obeys none."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
