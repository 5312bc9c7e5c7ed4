"""A query of the ORM whose SQL is built once in the life of a process and run again with other values.

Django builds the SQL of a queryset anew at each call, which costs several times what a small database needs to answer
it. A prepared query is written as a queryset, so that models, joins and constraints stay the only source of names, and
costs what a hand-written one does:

    _CARDS = Prepared(lambda: Card.objects.filter(number=Slot("number")).values_list("person_id", "kind"))
    rows = _CARDS.rows(number="21811000000013")
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldError
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=models.Model)
Converters = list[tuple[int, list[Callable[..., Any]], Any]]


class Slot(Expression):
    """The place of a value in a prepared query; it stands where a plain value would stand in a filter."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """A mark for the driver; the value comes when the query is run."""
        return "%s", (self,)


class _Built:
    """The SQL of a queryset, where its values go, and how its columns become Python's values."""

    def __init__(self, queryset: models.QuerySet[Any, Any]) -> None:
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        self.sql, self.params = str(sql), tuple(params)
        select = list(compiler.select or [])
        columns = [each[0] for each in select[: compiler.col_count]]
        self.converters: Converters = [
            (place, list(converters), column)
            for place, (converters, column) in compiler.get_converters(columns).items()
        ]
        info = None if queryset.query.values_select else compiler.klass_info
        self.model: type[models.Model] | None = info["model"] if info else None
        fields = info["select_fields"] if info else ()
        self.own = slice(fields[0], fields[-1] + 1) if fields else slice(0)
        self.names = [each.target.attname for each in columns[self.own]] if fields else []
        self.related = _related(info, select) if info else []

    def values(self, given: dict[str, Any]) -> list[Any]:
        """The parameters with the given values in their slots. Raises KeyError for a slot nobody filled."""
        return [_adapted(given[each.name]) if isinstance(each, Slot) else each for each in self.params]

    def converted(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """A row of the driver as the ORM would give it."""
        if not self.converters:
            return tuple(row)
        made = list(row)
        for place, converters, column in self.converters:
            for converter in converters:
                made[place] = converter(made[place], column, connection)
        return tuple(made)

    def instance(self, row: tuple[Any, ...]) -> Any:
        """A converted row as the model's instance. Raises FieldError for a query of bare values."""
        if self.model is None:
            raise FieldError("This prepared query gives values; ask for its rows.")
        made = self.model.from_db(connection.alias, self.names, row[self.own])
        for each in self.related:
            each.populate(row, made)
        return made


def _related(info: Any, select: list[Any]) -> list[Any]:
    populators: list[Any] = get_related_populators(info, select, connection.alias)  # type: ignore[call-arg]  # 5.2 takes three
    return populators


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


class Prepared(Generic[M]):
    """A queryset with slots, compiled at its first use. Its shape must not depend on the values: no lists of any
    length, nothing that may be None (which SQL compares otherwise)."""

    def __init__(self, queryset: Callable[[], models.QuerySet[M, Any]]) -> None:
        self._queryset = queryset
        self._built: _Built | None = None

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:
        """All rows in the order of `values_list`, or of the model's columns. One statement."""
        built = self._compiled()
        with connection.cursor() as cursor:
            cursor.execute(built.sql, built.values(given))
            found = cursor.fetchall()
        return [built.converted(each) for each in found]

    def row(self, **given: Any) -> tuple[Any, ...] | None:
        """The first row, or None. One statement; the queryset says by a slice or a unique column that there is one."""
        found = self.rows(**given)
        return found[0] if found else None

    def instances(self, **given: Any) -> list[M]:
        """All rows as instances of the model, with those of `select_related`. One statement."""
        built = self._compiled()
        return [built.instance(each) for each in self.rows(**given)]

    def one(self, **given: Any) -> M | None:
        """The first instance, or None. One statement; a slice or a unique column says that there is one."""
        found = self.instances(**given)
        return found[0] if found else None

    def _compiled(self) -> _Built:
        if self._built is None:
            self._built = _Built(self._queryset())
        return self._built
