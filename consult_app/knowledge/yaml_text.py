"""YAML as this program reads it: no key given twice, no number read out of a time, dates left as they stand."""

import re
from collections.abc import Hashable
from typing import Any, ClassVar

import yaml
from yaml.constructor import ConstructorError

INTEGER, FLOAT = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"
REPLACED = (INTEGER, FLOAT, "tag:yaml.org,2002:timestamp")


class PlainLoader(yaml.CSafeLoader):
    """The safe loader without YAML 1.1's surprises: 14:30 is a time, 012 a text, 2026-11-20 a text."""

    yaml_implicit_resolvers: ClassVar = {  # type: ignore[misc]
        first: [(tag, form) for tag, form in resolvers if tag not in REPLACED]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Refuse a key given twice; YAML itself would let the last one win."""
        seen: set[Hashable] = set()
        for key_node, _value in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise ConstructorError(None, None, "a key must be a word", key_node.start_mark)
            if key in seen:
                raise ConstructorError(None, None, f"'{key}' is given twice", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


PlainLoader.add_implicit_resolver(INTEGER, re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))
PlainLoader.add_implicit_resolver(
    FLOAT, re.compile(r"^[-+]?(?:0|[1-9][0-9]*)?\.[0-9]+(?:[eE][-+]?[0-9]+)?$|^\.(?:nan|inf)$"), list("-+.0123456789")
)


def parse(text: str) -> tuple[Any, tuple[str, ...]]:
    """The content of a YAML text and its problems: a broken text has no content and one problem."""
    try:
        return yaml.load(text, PlainLoader), ()  # noqa: S506 (a safe loader, see PlainLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        return None, (f"line {line}: {error.problem or error}",)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, (f"cannot be read: {' '.join(str(error).split())[:160]}",)
