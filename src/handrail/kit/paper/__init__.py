"""Papers to print and to hand out: plain values in, a tagged PDF out. Knows no Django, and no record."""

from .printing import pages as pages
from .printing import pdf as pdf
from .sheet import Facts as Facts
from .sheet import Heading as Heading
from .sheet import Item as Item
from .sheet import Items as Items
from .sheet import Line as Line
from .sheet import Look as Look
from .sheet import Sheet as Sheet
from .sheet import Table as Table
from .sheet import Text as Text
