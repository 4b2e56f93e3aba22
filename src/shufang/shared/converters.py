"""Parts of addresses. Importing this module makes them known to Django."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class TableForm(StringConverter):
    """`<table_form:file_format>`: what a table can be taken away as; anything else is no page."""

    regex = "xlsx|csv"


register_converter(TableForm, "table_form")
