"""A state as one frozen dataclass whose fields say how the link spells them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any, ClassVar, Self, cast

from actviz.link.kinds import Kind, Number, Text
from actviz.link.reader import LinkReader, Query, Texts


@dataclass(frozen=True)
class LinkState:
    """Fields made by the functions of `fields`, which are all that is to be said about a link.

    A field that is made otherwise is read by the class's own `from_link`, and written by its own
    `to_query`. A field that is a LinkState is a part: its fields are this state's too.
    """

    @classmethod
    def read(cls, query: Query) -> tuple[Self, list[str]]:
        """The state a link asks for, and a message for everything in it that is no good."""
        link = LinkReader(query)
        state = cls.from_link(link)
        link.unknown()
        return state, link.messages

    @classmethod
    def from_link(cls, link: LinkReader, usual: Self | None = None, **known: Any) -> Self:
        """The state a link asks for, `usual` where it says nothing; `known` fields as they are."""
        usual = usual or cls.usual()
        values = known | {
            name: kind.read(link, spelling, getattr(usual, name))
            for name, (spelling, kind) in cls._spellings().items()
            if name not in known
        }
        cls.reconcile(values, link)
        return cls(**values)

    @classmethod
    def reconcile(cls, values: dict[str, Any], link: LinkReader) -> None:
        """Mend `values` that are good one by one but not together, with a message for each."""

    def to_query(self, usual: Self | None = None) -> dict[str, Texts]:
        """The link's parameters: only what differs from `usual`."""
        usual = usual or self.usual()
        query: dict[str, Texts] = {}
        for name, (spelling, kind) in self._spellings().items():
            query |= kind.write(spelling, getattr(self, name), getattr(usual, name))
        return query

    @classmethod
    def usual(cls) -> Self:
        """The state of an empty link."""
        return _made(cast(Any, cls))

    def check(self) -> None:
        """Bring every field into its one form; ValueError that names the first bad one."""
        for name, (_spelling, kind) in self._spellings().items():
            value = getattr(self, name)
            try:
                object.__setattr__(self, name, kind.check(value))
            except ValueError as error:
                raise ValueError(f"{name} is {repr(value)[:60]}: {error}") from None

    def value_of(self, name: str) -> Any:
        """What a field, or a field of a part, has."""
        part = self._part_with(name)
        return getattr(self, name) if part is None else getattr(self, part).value_of(name)

    def changed(self, **changes: Any) -> Self:
        """The state with other values in fields of it or of its parts."""
        own: dict[str, Any] = {}
        inner: dict[str, dict[str, Any]] = {}
        for name, value in changes.items():
            part = self._part_with(name)
            if part is None:
                own[name] = value
            else:
                inner.setdefault(part, {})[name] = value
        own |= {part: getattr(self, part).changed(**values) for part, values in inner.items()}
        return replace(self, **own)

    @classmethod
    def kind_of(cls, name: str) -> Kind:
        """The kind of a field, or of a part's."""
        part = cls._part_with(name)
        if part is not None:
            return type(getattr(cls.usual(), part)).kind_of(name)
        return cls._spellings()[name][1]

    @classmethod
    def limits(cls, name: str) -> tuple[Any, Any]:
        """Lowest and highest value of a field of numbers."""
        kind = cls.kind_of(name)
        assert isinstance(kind, Number), f"{name} is no number"
        return kind.low, kind.high

    @classmethod
    def default(cls, name: str) -> Any:
        """What a field is where the link says nothing."""
        return cls.usual().value_of(name)

    @classmethod
    def link_names(cls) -> frozenset[str]:
        """The names in the link of the fields that are spelled here."""
        return frozenset(spelling for spelling, _kind in cls._spellings().values())

    @classmethod
    def _spellings(cls) -> dict[str, tuple[str, Kind]]:
        """Name in the link, and kind, of each field that is spelled."""
        return {
            each.name: (each.metadata["name"] or each.name, each.metadata["kind"])
            for each in fields(cls)
            if "kind" in each.metadata
        }

    @classmethod
    def _part_with(cls, name: str) -> str | None:
        if name in {each.name for each in fields(cls)}:
            return None
        for part in fields(cls):
            inner = getattr(cls.usual(), part.name)
            if isinstance(inner, LinkState) and name in {each.name for each in fields(inner)}:
                return part.name
        raise KeyError(f"{cls.__name__} has no field {name!r}")


@cache
def _made(state: Any) -> Any:
    return state()


@dataclass(frozen=True, kw_only=True)
class PageState(LinkState):
    """The state of a page. What every page's link accepts is a field of this class.

    PAGE    the page's word, before the keys of its widgets
    ask     a question that is asked before the page shows what it would give away, "" for none
    """

    PAGE: ClassVar[str]

    # Two states that differ in it show the same, once it is answered.
    ask: str = field(default="", compare=False, metadata={"kind": Text(40), "name": ""})
