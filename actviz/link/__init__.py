"""The link is the state: a page's settings as fields, each spelled once, read without trust."""

from actviz.link.fields import (
    choice_field,
    flag_field,
    flags_field,
    number_field,
    numbers_field,
    part_field,
    some_field,
    spelled,
    text_field,
    whole_field,
)
from actviz.link.kinds import (
    Choice,
    Flag,
    Kind,
    Number,
    Numbers,
    Whole,
    number_text,
    parse_number,
)
from actviz.link.reader import LinkReader, Query, Texts
from actviz.link.state import LinkState, PageState

__all__ = [
    "Choice",
    "Flag",
    "Kind",
    "LinkReader",
    "LinkState",
    "Number",
    "Numbers",
    "PageState",
    "Query",
    "Texts",
    "Whole",
    "choice_field",
    "flag_field",
    "flags_field",
    "number_field",
    "number_text",
    "numbers_field",
    "parse_number",
    "part_field",
    "some_field",
    "spelled",
    "text_field",
    "whole_field",
]
