"""Every sentence this room says to people, by code."""

from collections.abc import Mapping

from carrel.cellar.kernel.phrases import Text

PHRASES: Mapping[str, Text] = {}
