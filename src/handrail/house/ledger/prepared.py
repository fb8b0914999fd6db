"""A queryset whose SQL is made once: for look-ups that every request makes and that differ in nothing but a value.

Django spends more time on writing such a statement than the database on answering it.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=models.Model)
ASKED = "asked for when it is used"
ASKED_ID = -987_654_321
"""The same where the value is a number."""


class Prepared(Generic[Row]):
    """The rows of `rows`, or their first one, which were filtered by `asked` where the value goes.

    With `among` the value is a list, and the column may be any of it; nothing else of `rows` may be a parameter then.
    """

    def __init__(
        self, rows: QuerySet[Row], asked: str | int = ASKED, *, many: bool = False, among: bool = False
    ) -> None:
        query = rows.query if many else rows[:1].query
        compiler = query.get_compiler(connection.alias)
        self.sql, params = compiler.as_sql()
        self.params = list(params)
        self.place = self.params.index(asked)
        if among:
            assert self.params == [asked], "one list is the only parameter"
            self.sql = self.sql.replace("= %s", "= ANY(%s)")
        info: Any = compiler.klass_info
        start, end = info["select_fields"][0], info["select_fields"][-1] + 1
        self.model, self.columns = info["model"], slice(start, end)
        self.names = [column[0].target.attname for column in compiler.select[start:end]]
        self.beside = get_related_populators(info, compiler.select, connection.alias)  # type: ignore[call-arg]
        self.converters = compiler.get_converters([column[0] for column in compiler.select])

    def first(self, value: Any) -> Row | None:
        """One statement."""
        return next(iter(self.all(value)), None)

    def all(self, value: Any) -> list[Row]:
        """One statement."""
        params = [*self.params[: self.place], value, *self.params[self.place + 1 :]]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return [self.made(list(found)) for found in cursor.fetchall()]

    def made(self, values: list[Any]) -> Row:
        for at, (some, column) in self.converters.items():
            for convert in some:
                values[at] = convert(values[at], column, connection)
        row: Row = self.model.from_db(connection.alias, self.names, values[self.columns])
        for one in self.beside:
            one.populate(values, row)
        return row
